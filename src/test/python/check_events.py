"""Whether TensorBoard's own reader finds in event files what history.csv says.

    pip install tensorboard==2.21.0
    python3 check_events.py FOLDER

For each folder in and below FOLDER that has event files: the same series, steps and numbers (to 32 bits) as in the
history.csv beside them, each step once and in order; the same again from history.jsonl where there is one.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from tensorboard.backend.event_processing.event_accumulator import SCALARS, EventAccumulator


def of_csv(file):
    series = {}
    with open(file, newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            step = row.pop("step")
            for name, value in row.items():
                if step != "variety" and value:
                    series.setdefault(name, []).append((int(step), float(value)))
    return series


def of_json(file):
    series = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line, parse_constant=lambda word: sys.exit(f"{file}: {word} is no JSON"))
        step = row.pop("step")
        for name, value in row.items():
            series.setdefault(name, []).append((step, float(value)))
    return series


def of_events(folder):
    reader = EventAccumulator(str(folder), size_guidance={SCALARS: 0})
    reader.Reload()
    return {tag: [(e.step, e.value) for e in reader.Scalars(tag)] for tag in reader.Tags()[SCALARS]}


def single(series):
    with np.errstate(over="ignore"):
        return {name: [(step, str(np.float32(value))) for step, value in points] for name, points in series.items()}


folders = sorted({file.parent for file in Path(sys.argv[1]).rglob("events.out.tfevents.*")})
for folder in folders:
    expected = of_csv(folder / "history.csv")
    found = of_events(folder)
    assert single(found) == single(expected), f"{folder}: {found} is not {expected}"
    lines = folder / "history.jsonl"
    assert not lines.exists() or str(of_json(lines)) == str({n: expected[n] for n in of_json(lines)}), lines
    files = len(list(folder.glob("events.out.tfevents.*")))
    print(f"{folder}: {len(found)} series, {sum(map(len, found.values()))} points in {files} files: the same")
assert folders, f"no event files below {sys.argv[1]}"
