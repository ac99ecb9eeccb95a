"""Loss curves of this library against PyTorch in Python: same initial weights, data order and random numbers, float32.

    python3 src/bench/parity.py [sn-cnn wgan-gp none SN smoothing] [--steps 50] [--width 64] [--batch 64]

Prints the largest relative difference of each loss up to some steps; fails above 1e-4. A difference is relative to the loss, but at least to
a tenth of the largest one of the run: Wasserstein's crosses zero. After it, images that both make of the same latent vectors, by averaged weights
and running statistics, differ by at most 1e-3 of their range, and a new network of either has weights of the same deviations.
none, SN and smoothing are the methods of twin.py at its settings, width and batch too, but averaged with 0.9. Needs what steps.py needs, and
CIFAR-10 (downloaded to STABLEGAN_DATA if it isn't there).
"""

import csv
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

import torch
from safetensors.torch import load_file
from torch.nn.functional import softplus
from torch.nn.utils import parametrizations
from torch.nn.utils.parametrize import is_parametrized

import peer
import twin
from steps import JAVA_OPTIONS, ROOT, parser

CASES = ("sn-cnn", "wgan-gp", *twin.METHODS)
WIDTH, BATCH = 64, 64
TOLERANCE = 1e-4
IMAGE_TOLERANCE = 1e-3  # of what is in [-1, 1]
EMA = 0.9  # so short a run must show it
STANDARD_ERRORS = 5  # that two samples' deviations may be apart
NAMES = {"weight": "weight", "gamma": "weight", "bias": "bias", "beta": "bias"}


def twin_settings(method, args):
    options = ["runs", "--ema", str(EMA)]
    for name in ("steps", "width", "batch"):
        given = getattr(args, name)
        options += [f"--{name}", str(given)] if given else []
    return twin.settings(method, 0, twin.parser().parse_args(options))


def java(case, folder, args):
    sources = ROOT / "src/bench/java"
    classes = folder / "classes"
    files = [sources / "stablegan/bench" / name for name in ("StepServer.java", "ParityRun.java", "Twin.java")]
    subprocess.run(["javac", "-d", classes, "-cp", f"{ROOT}/lib/*", *files], check=True)
    numbers = [str(n) for n in (args.steps, args.width or WIDTH, args.batch or BATCH)]
    if case in twin.METHODS:
        file = folder / "settings.json"
        file.write_text(json.dumps(twin_settings(case, args)))
        case = file
    subprocess.run(["java", *JAVA_OPTIONS, f"{ROOT}/lib/*:{classes}", "stablegan.bench.ParityRun", case, folder / "run", *numbers], check=True)
    return folder / "run"


def as_matrix(self, weight):
    """Columns of a kernel in the order (kh, kw, in), as the Java library reads it: sums in another order round otherwise."""
    return weight.permute(0, 2, 3, 1).flatten(1) if weight.ndim == 4 else weight


def entropy(self, logits, target):
    """Cross entropy with its terms in the library's order, likewise."""
    return target * softplus(-logits).mean() + (1 - target) * softplus(logits).mean()


def carry_over(state, player, network):
    """
    Sets a network's weights, and the vectors of its power iterations, layer by layer. Returns by how many standard errors the deviation of a
    weight differs at most from that which it had.
    """
    layers, apart = {}, 0
    for name, array in sorted(state.items()):
        owner, _, rest = name.partition(".")
        if owner == player and not rest.startswith("optimizer."):
            layer, _, what = rest.rpartition("_")
            layers.setdefault(layer.removesuffix("_01layer"), {})[what] = array
    trained = [m for m in network.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.ConvTranspose2d, torch.nn.Linear, torch.nn.BatchNorm2d))]
    assert len(layers) == len(trained), (list(layers), trained)
    for arrays, module in zip(layers.values(), trained):
        for name, array in arrays.items():
            if name in ("u", "v"):
                target = getattr(module.parametrizations.weight[0], "_" + name)
                if name == "v" and isinstance(module, torch.nn.Conv2d):
                    array = array.view(module.weight.shape[1:]).permute(1, 2, 0).flatten()
            elif name == "weight" and is_parametrized(module):
                target = module.parametrizations.weight.original
            else:
                target = getattr(module, NAMES.get(name, ""), None)
            if name == "weight":
                apart = max(apart, abs(math.log(array.std() / target.std())) * math.sqrt(array.numel()))
            if target is not None:  # running statistics, and biases that batch norm takes away
                with torch.no_grad():
                    target.copy_(array)
    return apart


def python(case, folder, args):
    """The losses of each step; then the largest difference of an image, and what carry_over returns."""
    state, steps, samples = (load_file(folder / f"{name}.safetensors") for name in ("initial", "steps", "samples"))
    parametrizations._SpectralNorm._reshape_weight_to_matrix = as_matrix
    peer.Losses.entropy = entropy
    if case in twin.METHODS:
        settings = twin_settings(case, args)
        training, decay = twin.game(settings), settings["ema"]
    else:
        training, decay = peer.player(case, "tuned", args.width or WIDTH), 0
    apart = max(carry_over(state, "generator", training.g), carry_over(state, "discriminator", training.d))
    average, losses = peer.Average(training.g, decay), []
    for step in range(args.steps):
        normal = iter([steps[f"{step}.latent_d"], steps[f"{step}.latent_g"]])
        with patch("torch.randn", lambda *shape: next(normal)), patch("torch.rand", lambda *shape: steps[f"{step}.alpha"]):
            losses.append(tuple(loss.item() for loss in training.step(steps[f"{step}.real"])))
        average.update()
    return losses, (average.samples(samples["latent"]) - samples["images"]).abs().max().item(), apart


def compare(case, args):
    with tempfile.TemporaryDirectory() as folder:
        run = java(case, Path(folder), args)
        with open(run / "history.csv") as file:
            ours = [(float(row["d_loss"]), float(row["g_loss"])) for row in csv.DictReader(file)]
        theirs, images, apart = python(case, run, args)
    print(f"\n{case}: {torch.get_num_threads()} threads")
    print(f"{'step':>6} {'d_loss':>12} {'g_loss':>12}   largest relative difference up to here")
    largest = [0, 0]
    for step, pair in enumerate(zip(ours, theirs), 1):
        for i in range(2):
            scale = max(abs(pair[1][i]), 0.1 * max(abs(losses[i]) for losses in theirs))
            largest[i] = max(largest[i], abs(pair[0][i] - pair[1][i]) / scale)
        if step in (1, 2, 3, 4, 5, 10, 20, 30, 40, args.steps):
            print(f"{step:6} {pair[1][0]:12.6f} {pair[1][1]:12.6f}   {largest[0]:.1e} {largest[1]:.1e}")
    print(f"images differ by at most {images:.1e}; deviations of initial weights by {apart:.1f} standard errors")
    return max(largest) <= TOLERANCE and images <= IMAGE_TOLERANCE and apart <= STANDARD_ERRORS


def main():
    args = parser(__doc__, CASES, 50).parse_args()
    held = [compare(case, args) for case in args.cases or CASES]
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
