"""A whole comparison in this library against the same one in PyTorch: the wall time from start to end, interleaved, as ratios with their spread.

    python3 src/bench/comparison.py [--rounds 3] [--steps 1200] [--seeds 2]

Five methods of SN-CNN/16 with batch 32 on images of CIFAR-10's number and size, the generator's weights averaged,
64 samples at ten looks, a checkpoint every 500 steps; no scores. Python runs it in the two ways that its users would: in one process with all threads, one
run after the other, and in as many processes of one thread each as there are cores. Its step is the well-written one of peer.py. Java runs with the
settings of environment/, Python with none. Needs what steps.py needs. Let the machine do nothing else meanwhile.
"""

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch

import networks
import peer
from steps import JAVA_OPTIONS, MEMORY, ROOT

METHODS = ("none", "SN", "WGAN-GP", "smoothing", "two-sided")
WIDTH, BATCH, DECAY = 16, 32, 0.99
LOOKS, SAMPLES, CHECKPOINT_EVERY = 10, 64, 500
CONTENDERS = ("python, one process", "python, a process for each core", "java")


def training(method):
    g, d, latent = peer.game("sn-cnn" if method == "SN" else "cnn", WIDTH)
    wasserstein = method == "WGAN-GP"
    targets = {"smoothing": (0.9, 0), "two-sided": (0.9, 0.1)}.get(method, (1, 0))
    return peer.Tuned(g, d, latent, peer.Losses(wasserstein, *targets), wasserstein, False)


def sample(average, z):
    """Samples of the averaged weights, as bytes."""
    return ((average.samples(z) + 1) * 127.5).round().to(torch.uint8)


def save(game, average, step, file):
    parts = {"g": game.g, "d": game.d, "g_adam": game.g_adam, "d_adam": game.d_adam}
    torch.save({name: part.state_dict() for name, part in parts.items()} | {"mean": average.means, "step": step}, file)


def run(method, seed, steps, images, folder):
    torch.manual_seed(seed)
    game, history, looks = training(method), [], {}
    average = peer.Average(game.g, DECAY)
    z = torch.randn(SAMPLES, networks.LATENT)
    order, at = torch.randperm(len(images)), 0
    for step in range(steps):
        if step % max(1, steps // LOOKS) == 0:
            looks[step] = sample(average, z)
        if at + BATCH > len(images):
            order, at = torch.randperm(len(images)), 0
        real = images[order[at : at + BATCH]].float().div_(127.5).sub_(1)
        at += BATCH
        d_loss, g_loss = game.step(real)
        average.update()
        if (step + 1) % peer.RECORD_EVERY == 0:
            history.append((step + 1, d_loss.item(), g_loss.item()))
        if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == steps:
            save(game, average, step + 1, f"{folder}/{method}-{seed}.pt")
    looks[steps] = sample(average, z)
    torch.save((history, looks), f"{folder}/{method}-{seed}-result.pt")


def noise():
    return torch.randint(0, 256, (50_000, 3, 32, 32), dtype=torch.uint8)


def cell(method, seed, steps, folder):
    global shared
    if "shared" not in globals():
        torch.set_num_threads(1)
        shared = noise()
    run(method, seed, steps, shared, folder)


def python(way, args, folder):
    """The contender itself, in a process that the comparison starts."""
    cells = [(method, seed) for seed in range(args.seeds) for method in METHODS]
    if way == "one":
        images = noise()
        for method, seed in cells:
            run(method, seed, args.steps, images, folder)
    else:
        with multiprocessing.get_context("spawn").Pool(args.cores) as pool:
            pool.starmap(cell, [(method, seed, args.steps, folder) for method, seed in cells], chunksize=1)


def seconds(contender, args, classes):
    with tempfile.TemporaryDirectory() as folder:
        numbers = [str(args.seeds), str(args.steps)]
        if contender == "java":
            command = ["java", "-Xmx4g", *JAVA_OPTIONS, f"{ROOT}/lib/*:{classes}", "stablegan.bench.ComparisonTime", folder, *numbers, str(args.cores)]
        else:
            way = "one" if contender == CONTENDERS[0] else "many"
            command = [sys.executable, __file__, "--way", way, "--folder", folder, "--seeds", numbers[0], "--steps", numbers[1], "--cores", str(args.cores)]
        start = time.perf_counter()
        subprocess.run(command, check=True, env=os.environ | (MEMORY if contender == "java" else {}))
        return time.perf_counter() - start


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--steps", type=int, default=1200)
    options.add_argument("--seeds", type=int, default=2)
    options.add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    options.add_argument("--way", choices=["one", "many"], help=argparse.SUPPRESS)
    options.add_argument("--folder", help=argparse.SUPPRESS)
    args = options.parse_args()
    if args.way:
        return python(args.way, args, args.folder)
    with tempfile.TemporaryDirectory() as classes:
        source = ROOT / "src/bench/java/stablegan/bench/ComparisonTime.java"
        subprocess.run(["javac", "-d", classes, "-cp", f"{ROOT}/lib/*", source], check=True)
        times = {contender: [] for contender in CONTENDERS}
        for round_ in range(args.rounds):
            for contender in CONTENDERS[:: 1 if round_ % 2 == 0 else -1]:
                times[contender].append(seconds(contender, args, classes))
                print(f"{contender:32} {times[contender][-1]:8.1f} s", flush=True)
    print(f"\n{len(METHODS) * args.seeds} runs of {args.steps} steps, {args.cores} cores")
    for theirs in CONTENDERS[:-1]:
        ratios = [a / b for a, b in zip(times["java"], times[theirs])]
        print(f"java / {theirs:32} {statistics.median(ratios):6.3f}  ({min(ratios):.3f} to {max(ratios):.3f})")


if __name__ == "__main__":
    main()
