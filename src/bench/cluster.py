"""How long a comparison takes on many executors, simulated from the times of cells that were measured.

    python3 src/bench/cluster.py src/main/resources/stablegan/reference/quick.jsonl --cells 12000 --cores 1000

A cell takes as long as one of the file's, drawn at random, times a factor of its machine. Spark's rules: cells begin
in their order, each on a free core; a lost core's cell goes on elsewhere, at its last checkpoint. Speculation isn't
simulated: a second copy of a cell waits for its folder, which the first holds, so that it can't end sooner.
"""

import argparse
import heapq
import json
import random
import statistics


def cell_seconds(file):
    """Of each cell in a file of results: steps times the seconds of a step, recorded now and then."""
    lines = [json.loads(line) for line in open(file, encoding="utf-8")]
    times = []
    for cell in lines[1:]:
        seconds = [s for s in cell["series"]["seconds_per_step"] if s is not None]
        times.append(statistics.mean(seconds) * cell["steps"][-1])
    return times


def simulate(times, cells, cores, options, rng):
    """The makespan in seconds, and the core seconds that were spent."""
    factors = [options.slow_factor if rng.random() < options.slow_share else 1.0 for _ in range(cores)]
    length = [rng.choice(times) for _ in range(cells)]  # what is left of each cell, on a machine of factor 1
    waiting = list(range(cells - 1, -1, -1))
    free = list(range(cores))
    events = []  # (time, cell, core, whether the core is lost before the cell ends)
    now = spent = 0.0
    while waiting or events:
        while waiting and free:
            cell, core = waiting.pop(), free.pop()
            takes = options.overhead + length[cell] * factors[core]
            lost = rng.expovariate(options.losses / 3600) if options.losses else float("inf")
            heapq.heappush(events, (now + min(takes, lost), cell, core, lost < takes, now))
        now, cell, core, lost, began = heapq.heappop(events)
        spent += now - began
        if lost:
            trained = max(0.0, now - began - options.overhead) / factors[core]
            length[cell] -= trained - trained % options.checkpoint
            waiting.append(cell)
            factors[core] = 1.0  # another machine in its place
        free.append(core)
    return now, spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", help="a .jsonl file of Results.write")
    parser.add_argument("--cells", type=int, default=12000, help="methods times seeds times settings; 12000")
    parser.add_argument("--cores", type=int, nargs="+", default=[2, 10, 100, 1000], help="a cell each at once")
    parser.add_argument("--longer", type=float, default=1, help="cells take so many times as long as measured")
    parser.add_argument("--overhead", type=float, default=0.5, help="seconds that a task adds")
    parser.add_argument("--slow-share", type=float, default=0.05, help="share of slow cores")
    parser.add_argument("--slow-factor", type=float, default=2, help="how much longer they take")
    parser.add_argument("--losses", type=float, default=0.01, help="losses of a core an hour")
    parser.add_argument("--checkpoint", type=float, default=10, help="seconds between checkpoints")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    times = [options.longer * t for t in cell_seconds(options.results)]
    print(f"{len(times)} cells measured: {statistics.mean(times):.0f} s, {min(times):.0f} to {max(times):.0f} s")
    print("| cores | hours | of the ideal | cores' hours | in use |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for cores in options.cores:
        runs = [simulate(times, options.cells, cores, options, random.Random(seed)) for seed in range(options.rounds)]
        makespan = statistics.mean(run[0] for run in runs)
        ideal = options.cells * statistics.mean(times) / cores
        spent = statistics.mean(run[1] for run in runs)
        print(f"| {cores:,} | {makespan / 3600:.2f} | {makespan / ideal:.2f} × | {spent / 3600:,.0f} | {100 * spent / makespan / cores:.0f} % |")


if __name__ == "__main__":
    main()
