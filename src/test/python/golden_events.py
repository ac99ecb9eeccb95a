"""Golden records of event files, from TensorBoard's own protocol buffers and record writer.

    python3 golden_events.py

Writes events.tfevents: the version, the start of a session at step 7, and at the steps 0, 10, 300 and 2^40 the numbers
of VALUES at the wall time 1700000000.25 + step.
"""

from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

START = 1700000000.25
STEPS = [0, 10, 300, 1 << 40]
VALUES = {
    "d_loss": 0.1,
    'FD(a, "β")': -1234567.891,
    "zero": 0.0,
    "tiny": 1e-42,
    "huge": 1e300,
    "no number": float("nan"),
}


def scalars(step):
    values = [Summary.Value(tag=name, simple_value=value) for name, value in VALUES.items()]
    return Event(wall_time=START + step, step=step, summary=Summary(value=values))


if __name__ == "__main__":
    events = [
        Event(wall_time=START, file_version="brain.Event:2"),
        Event(wall_time=START, step=7, session_log=SessionLog(status=SessionLog.START)),
    ]
    file = Path(__file__).parent.parent / "resources" / "golden" / "events.tfevents"
    with open(file, "wb") as out:
        writer = RecordWriter(out)
        for event in events + [scalars(step) for step in STEPS]:
            writer.write(event.SerializeToString(deterministic=True))
        writer.flush()
