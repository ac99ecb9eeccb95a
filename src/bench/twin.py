"""The quick comparison of notebook 03, whole, in PyTorch: what somebody would get who wrote it himself.

    python3 src/bench/twin.py runs/twin
    java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/Twin.java runs/twin

Trains DCGAN on CIFAR-10 shrunk to 16x16 by three methods (none, SN, smoothing), each with eight seeds, as many cells at once as there are cores,
and leaves for each the generated images (METHOD-SEED.npz, as guided-diffusion writes samples) and its settings (METHOD-SEED.json). Cells that
are there are skipped. Twin.java scores the images and compares the scores with the library's own results of the same settings.

Nothing of the library is used but its copy of CIFAR-10, in STABLEGAN_DATA, or else in .cache/stablegan. The step is the well-written one of
peer.py. Needs the packages of src/test/python/requirements.txt.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import struct
import sys
from functools import partial
from pathlib import Path

import numpy as np
import torch

import networks
import peer

METHODS = ("none", "SN", "smoothing")
ROOT = Path(__file__).resolve().parents[2]
CIFAR_SIDE = 32


def parser():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    options.add_argument("--seeds", nargs="+", type=int, default=range(8))
    options.add_argument("--steps", type=int, default=5500)
    options.add_argument("--side", type=int, choices=[8, 16, 32], default=16)
    options.add_argument("--width", type=int, default=32)
    options.add_argument("--latent", type=int, default=networks.LATENT)
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--ema", type=float, default=0.999)
    options.add_argument("--smoothed", type=float, default=0.9, help="smoothing's target of real images")
    options.add_argument("--generated", type=int, default=1000, help="images of each cell that are scored")
    options.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="cells at once, each with one thread")
    options.add_argument("--smoke", action="store_true", help="a minute: two seeds, width 4, 20 steps, 100 images")
    return options


def settings(method, seed, args):
    """What a cell is, by the names that Twin.java reads."""
    shared = {name: getattr(args, name) for name in ("steps", "side", "width", "latent", "batch", "rate", "ema", "generated")}
    target = args.smoothed if method == "smoothing" else 1.0
    return {"method": method, "seed": seed} | shared | {"spectralNorm": method == "SN", "realTarget": target}


def game(s):
    """Both networks of a cell with their optimizers."""
    g = networks.initialized(networks.dcgan_generator(s["width"], s["side"], s["latent"]))
    d = networks.initialized(networks.dcgan_discriminator(s["width"], s["side"]))
    losses = peer.Losses(False, s["realTarget"])
    return peer.Tuned(g, peer.normalized(d) if s["spectralNorm"] else d, s["latent"], losses, False, False, s["rate"])


def shrunk(images, side):
    """Means of square blocks of pixels, rounded half up."""
    k = images.shape[-1] // side
    sums = images.reshape(*images.shape[:2], side, k, side, k).sum((3, 5), dtype=np.int64)
    return ((2 * sums + k * k) // (2 * k * k)).astype(np.uint8)


def cifar10():
    """The library's files of training images."""
    folder = Path(os.environ.get("STABLEGAN_DATA") or ROOT / ".cache/stablegan") / "cifar10"
    parts = [folder / f"data_batch_{part}.bin" for part in range(1, 6)]
    missing = [part.name for part in parts if not part.is_file()]
    if missing:
        lacking = f"{folder} lacks {', '.join(missing)}"
        sys.exit(f"{lacking}: set STABLEGAN_DATA to where the library keeps its data sets, or let it fetch CIFAR-10 (data cifar10)")
    return parts


def training_images(side):
    rows = np.concatenate([np.fromfile(part, np.uint8).reshape(-1, 1 + 3 * CIFAR_SIDE**2) for part in cifar10()])
    return shrunk(rows[:, 1:].reshape(-1, 3, CIFAR_SIDE, CIFAR_SIDE), side)


def content_hash(images):
    """As ImageSet.contentHash defines it."""
    return hashlib.sha256(struct.pack(">4i", *images.shape) + images.tobytes()).hexdigest()


def batches(images, n):
    """Without end, in [-1, 1]: a new order each epoch, one epoch running on into the next."""
    order = torch.empty(0, dtype=torch.int64)
    while True:
        while len(order) < n:
            order = torch.cat([order, torch.randperm(len(images))])
        yield images[order[:n]].float().div_(127.5).sub_(1)
        order = order[n:]


def trained(s, images):
    """The averaged generator's samples, or None, and the step at which the run diverged, or None."""
    torch.manual_seed(s["seed"])
    players = game(s)
    average = peer.Average(players.g, s["ema"])
    for step, real in zip(range(1, s["steps"] + 1), batches(images, s["batch"])):
        losses = players.step(real)
        if not all(loss.isfinite() for loss in losses):
            return None, step
        average.update()
    samples = average.samples(torch.randn(s["generated"], s["latent"]))
    return (samples, None) if samples.isfinite().all() else (None, s["steps"])


def quantised(images):
    """uint8, channels last."""
    return (images * 127.5 + 128).clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1).numpy()


def files(folder, s):
    return (folder / f"{s['method']}-{s['seed']}.{kind}" for kind in ("json", "npz"))


def is_there(folder, s):
    """Whether a cell is finished; another cell in its place is an error."""
    done, _ = files(folder, s)
    if not done.exists():
        return False
    found = json.loads(done.read_text())
    other = {name: found.get(name) for name, value in s.items() if found.get(name) != value}
    if other:
        sys.exit(f"{done} is of a run with {other}, not {({name: s[name] for name in other})}: choose another folder")
    return True


def prepare(side):
    global shared, shared_hash
    torch.set_num_threads(1)
    images = training_images(side)
    shared, shared_hash = torch.from_numpy(images), content_hash(images)


def make(folder, s):
    """A cell; its settings are written last and say that it is finished."""
    done, samples = files(folder, s)
    images, diverged = trained(s, shared)
    if images is not None:
        np.savez(samples, quantised(images))
    line = json.dumps(s | {"data": shared_hash, "divergedAt": diverged})
    part = done.with_suffix(".part")
    part.write_text(line + "\n")
    part.rename(done)
    return line


def main():
    args = parser().parse_args()
    if args.smoke:
        args.seeds, args.width, args.steps, args.generated = range(2), 4, 20, 100
    args.folder.mkdir(parents=True, exist_ok=True)
    cells = [settings(method, seed, args) for seed in args.seeds for method in args.methods]
    missing = [cell for cell in cells if not is_there(args.folder, cell)]
    print(f"{len(cells)} cells, {len(cells) - len(missing)} of them there", flush=True)
    if missing:
        cifar10()  # missing files are found here, not in every worker
        with multiprocessing.get_context("spawn").Pool(min(args.workers, len(missing)), prepare, [args.side]) as pool:
            for line in pool.imap_unordered(partial(make, args.folder), missing):
                print(line, flush=True)


if __name__ == "__main__":
    main()
