"""What a Spark cluster costs: a comparison in one process against a master and two workers of this machine.

    python3 src/bench/spark.py --rounds 3

One process trains two cells at once, each with one engine thread, and so do two workers of a core each. Cells of one
step tell the overhead of a task, which is what each more of them takes longer on the cluster; cells of many steps tell
the ratio of wall times. Rounds take turns. Needs environment/spark.sh install.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parents[2] / "environment"
PORT = "7177"
SMALL = "--architecture dcgan --width 2 --latent normal=4 --batch 8 --data embedded --reference embedded --images 20".split()
PLACES = 2
FEW, MANY = 8, 40  # cells of one step
CELLS = 8  # of many


def environment() -> dict[str, str]:
    return {**os.environ, "SPARK_PORT": PORT, "SPARK_LOCAL_IP": "127.0.0.1"}


def spark(*arguments: str) -> None:
    subprocess.run([ENVIRONMENT / "spark.sh", *arguments], env=environment(), check=True, stdout=subprocess.DEVNULL)


def seconds(cells: int, steps: int, more: list[str]) -> float:
    """Wall time of a comparison of two methods, from start to report."""
    seeds = ",".join(str(seed) for seed in range(cells // 2))
    with tempfile.TemporaryDirectory() as folder:
        command = [ENVIRONMENT / "stablegan.sh", "ablation", "none", "SN", *SMALL, "--steps", str(steps)]
        command += ["--seeds", seeds, "--out", Path(folder) / "run", *more]
        begin = time.monotonic()
        done = subprocess.run(command, env=environment(), capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
        return time.monotonic() - begin


def told(values: list[float], unit: str) -> str:
    return f"{statistics.median(values):.2f}{unit} ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=1500)
    args = parser.parse_args()
    places = {"one process": [], "two workers": ["--master", f"spark://127.0.0.1:{PORT}"]}
    overheads, ratios, starts = [], [], []
    spark("start", str(PLACES))
    try:
        for _ in range(args.rounds):
            few = {name: seconds(FEW, 1, more) for name, more in places.items()}
            many = {name: seconds(MANY, 1, more) for name, more in places.items()}
            whole = {name: seconds(CELLS, args.steps, more) for name, more in places.items()}
            cell = {name: PLACES * (many[name] - few[name]) / (MANY - FEW) for name in places}
            overheads.append(cell["two workers"] - cell["one process"])
            starts.append(few["two workers"] - few["one process"] - FEW / PLACES * overheads[-1])
            ratios.append(whole["two workers"] / whole["one process"])
            for name in places:
                print(f"{name}: {FEW} cells of one step {few[name]:.1f} s, {MANY} {many[name]:.1f} s;"
                      f" {CELLS} of {args.steps} steps {whole[name]:.1f} s", flush=True)  # fmt: skip
    finally:
        spark("stop")
    print(f"overhead of a task: {told(overheads, ' s')}")
    print(f"start of the application and its executors: {told(starts, ' s')}")
    print(f"two workers / one process: {told(ratios, '')}")


if __name__ == "__main__":
    main()
