"""One training step (D and G) of this library against PyTorch in Python, interleaved, as ratios with their spread.

    python3 src/bench/steps.py [sn-cnn wgan-gp sn-resnet] [--rounds 5] [--steps 4] [--width 64] [--batch 64]
    python3 src/bench/steps.py --small --threads 1

Cases: cnn, sn-cnn, wgan-gp (SN-CNN's networks plain, under SN, with WGAN-GP), sn-resnet; mlp, sn-mlp, gp-mlp (two hidden layers, on a ring of eight
Gaussians). --small stands for the small ones: SN-CNN of width 16 with batch 32, MLP of width 128 with batch 256.
Every contender is a process of its own that makes a few steps when told to; in each round all take their turn, every other round backwards.
A ratio is taken within a round; printed are its median, smallest and largest, of wall times and, in brackets, the median of processor times, which
other work on the machine disturbs less. Java runs with the settings of environment/, Python with none. Needs the packages of
src/test/python/requirements.txt, java on PATH and the library in lib/ (mvn package). Let the machine do nothing else meanwhile.
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
SMALL_CASES = ("mlp", "sn-mlp", "gp-mlp", "cnn", "sn-cnn", "wgan-gp")
SMALL_CONTENDERS = ("python tutorial", "python tuned", "java fp32")
PAIRS = (
    ("java fp32", "python tutorial"),
    ("java fp32", "python tuned"),
    ("java bf16", "python tuned-bf16"),
    ("java bf16", "python tutorial"),
    ("java bf16", "java fp32"),
)
TICKS = os.sysconf("SC_CLK_TCK")


def size(case, args):
    """Width, batch, steps of a round and steps before the first one, as far as they are not given."""
    usual = (128, 256, 300, 2000) if case.endswith("mlp") else (16, 32, 30, 200) if args.small else (64, 64, 4, 4)
    return tuple(given or own for given, own in zip((args.width, args.batch, args.steps, args.warm_up), usual))


JAVA_OPTIONS = ["-XX:+UseParallelGC", "-Dai.djl.offline=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"]

# What environment/ sets for the library: freed tensors' memory is kept; for large networks, that of large tensors too.
MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_TOP_PAD_": "67108864"}
LARGE = MEMORY | {"MALLOC_ARENA_MAX": "1"}


class Contender:
    def __init__(self, name, case, width, batch, threads, memory):
        language, variant = name.split()
        settings = os.environ | (memory if language == "java" else {})
        if language == "python":
            command = [sys.executable, ROOT / "src/bench/peer.py", case, variant, "--width", str(width), "--batch", str(batch)]
            command += ["--threads", str(threads)] if threads else []
        else:
            server = ROOT / "src/bench/java/stablegan/bench/StepServer.java"
            command = ["java", *JAVA_OPTIONS, f"{ROOT}/lib/*", server, case, variant, str(width), str(batch), str(threads or 0)]
        start = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings)
        self.name, self.milliseconds, self.processor = name, [], []
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

    def round(self, steps):
        """Notes the wall and the processor time of a step."""
        before = self.ticks()
        self.milliseconds.append(self.order(steps))
        self.processor.append(1000 * (self.ticks() - before) / TICKS / steps)

    def ticks(self):
        """Processor time of all the process's threads; 0 where the system doesn't tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
        return sum(map(int, fields[11:13]))

    def memory(self):
        """Gigabytes of the process at its peak; 0 where the system doesn't tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**20

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def spread(ours, theirs):
    ratios = [a / b for a, b in zip(ours.milliseconds, theirs.milliseconds)]
    processor = [a / b for a, b in zip(ours.processor, theirs.processor) if b]
    return statistics.median(ratios), min(ratios), max(ratios), statistics.median(processor) if processor else float("nan")


def compare(case, args):
    """The spreads of all pairs of contenders."""
    width, batch, steps, warm_up = size(case, args)
    names = SMALL_CONTENDERS if args.small else CONTENDERS
    memory = MEMORY if args.small else LARGE
    contenders = {name: Contender(name, case, width, batch, args.threads, memory) for name in names}
    for contender in contenders.values():
        contender.order(warm_up)
    for round_ in range(args.rounds):
        for contender in list(contenders.values())[:: 1 if round_ % 2 == 0 else -1]:
            contender.round(steps)
    threads = f"{args.threads} threads" if args.threads else "all threads"
    print(f"\n{case}: width {width}, batch {batch}, {threads}, {args.rounds} rounds of {steps} steps")
    print(f"{'':20} {'ms/step':>8} {'CPU':>8} {'first step':>11} {'peak':>9}")
    for c in contenders.values():
        times = f"{statistics.median(c.milliseconds):8.2f} {statistics.median(c.processor):8.2f}"
        print(f"{c.name:20} {times} {c.first_step:9.1f} s {c.memory():6.1f} GiB")
        c.close()
    return {pair: spread(*(contenders[name] for name in pair)) for pair in PAIRS if set(pair) <= set(names)}


def parser(description, cases, steps=None, width=None, batch=None):
    """The options that all comparisons share."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", nargs="*", metavar="case", help=f"{', '.join(cases)}; all unless given")
    options.add_argument("--steps", type=int, default=steps)
    options.add_argument("--width", type=int, default=width)
    options.add_argument("--batch", type=int, default=batch)
    return options


def main():
    options = parser(__doc__, CASES)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--warm-up", type=int, help="steps before the first round, in which the JVM compiles what it runs")
    options.add_argument("--threads", type=int, help="of both sides; each side's own number unless given")
    options.add_argument("--small", action="store_true", help=f"{', '.join(SMALL_CASES)}, small")
    args = options.parse_args()
    table = {case: compare(case, args) for case in args.cases or (SMALL_CASES if args.small else CASES)}
    print()
    for case, pairs in table.items():
        for (ours, theirs), (median, low, high, processor) in pairs.items():
            print(f"{case:10} {ours:10}/ {theirs:18} {median:6.3f}  ({low:.3f} to {high:.3f})  [{processor:.3f}]")


if __name__ == "__main__":
    main()
