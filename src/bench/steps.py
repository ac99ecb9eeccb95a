"""One training step (D and G) of this library against PyTorch in Python, interleaved, as ratios with their spread.

    python3 src/bench/steps.py [sn-cnn wgan-gp sn-resnet] [--rounds 5] [--steps 4] [--width 64] [--batch 64]

Every contender is a process of its own that makes a few steps when told to; in each round all take their turn, every other round backwards.
A ratio is taken within a round; printed are its median, smallest and largest. Java runs with the settings of environment/, Python with none. Needs the packages of src/test/python/requirements.txt,
java on PATH and the library in lib/ (mvn package). Let the machine do nothing else meanwhile.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ("sn-cnn", "wgan-gp", "sn-resnet")
CONTENDERS = ("python tutorial", "python tuned", "python tuned-bf16", "java fp32", "java bf16")
PAIRS = (
    ("java fp32", "python tutorial"),
    ("java fp32", "python tuned"),
    ("java bf16", "python tuned-bf16"),
    ("java bf16", "python tutorial"),
    ("java bf16", "java fp32"),
)


JAVA_OPTIONS = ["-Dai.djl.offline=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"]

# What environment/ sets for the library: freed tensors' memory is kept.
MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_TOP_PAD_": "67108864"}


class Contender:
    def __init__(self, name, case, width, batch):
        language, variant = name.split()
        settings = os.environ | (MEMORY if language == "java" else {})
        if language == "python":
            command = [sys.executable, ROOT / "src/bench/peer.py", case, variant, "--width", str(width), "--batch", str(batch)]
        else:
            server = ROOT / "src/bench/java/stablegan/bench/StepServer.java"
            command = ["java", *JAVA_OPTIONS, f"{ROOT}/lib/*", server, case, variant, str(width), str(batch)]
        start = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings)
        self.name, self.milliseconds = name, []
        self.answer()
        self.order(1)
        self.first_step = time.perf_counter() - start

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended with {self.process.wait()}")
        return line

    def order(self, steps):
        print(steps, file=self.process.stdin, flush=True)
        return float(self.answer())

    def memory(self):
        """Gigabytes of the process at its peak; 0 where the system doesn't tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**20

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(case, args):
    contenders = [Contender(name, case, args.width, args.batch) for name in CONTENDERS]
    for round_ in range(-1, args.rounds):
        for contender in contenders if round_ % 2 == 0 else contenders[::-1]:
            milliseconds = contender.order(args.steps)
            if round_ >= 0:
                contender.milliseconds.append(milliseconds)
    print(f"\n{case}: width {args.width}, batch {args.batch}, {args.rounds} rounds of {args.steps} steps")
    print(f"{'':20} {'ms/step':>8} {'first step':>11} {'peak':>9}")
    for c in contenders:
        print(f"{c.name:20} {statistics.median(c.milliseconds):8.0f} {c.first_step:9.1f} s {c.memory():6.1f} GiB")
        c.close()
    times = {c.name: c.milliseconds for c in contenders}
    for ours, theirs in PAIRS:
        ratios = [a / b for a, b in zip(times[ours], times[theirs])]
        print(f"{ours} / {theirs:20} {statistics.median(ratios):6.3f}  ({min(ratios):.3f} to {max(ratios):.3f})", flush=True)


def parser(description, cases, steps):
    """The options that all comparisons share."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", nargs="*", metavar="case", help=f"{', '.join(cases)}; all unless given")
    options.add_argument("--steps", type=int, default=steps)
    options.add_argument("--width", type=int, default=64)
    options.add_argument("--batch", type=int, default=64)
    return options


def main():
    options = parser(__doc__, CASES, 4)
    options.add_argument("--rounds", type=int, default=5)
    args = options.parse_args()
    for case in args.cases or CASES:
        compare(case, args)


if __name__ == "__main__":
    main()
