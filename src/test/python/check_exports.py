"""Loads generators that stablegan has exported, without stablegan, and compares their samples with those that it wrote.

    python3 check_exports.py FOLDER

For each NAME.safetensors of the folder there are NAME.pt and, in NAME.samples, also safetensors, z, classes if it knows any and
samples. The tests named GeneratorContractTest leave such files in target/exported-generators.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from torch_network import load

TOLERANCE = 1e-5


def difference(network, given):
    inputs = [given["z"]] + ([given["classes"].long()] if "classes" in given else [])
    with torch.no_grad():
        return (network(*inputs) - given["samples"]).abs().max().item()


def main() -> None:
    files = sorted(Path(sys.argv[1]).glob("*.safetensors"))
    failed = 0
    for file in files:
        given = load_file(file.with_suffix(".samples"))
        script = torch.jit.load(file.with_suffix(".pt"))
        found = {"safetensors": difference(load(file), given), "TorchScript": difference(script, given)}
        same = script.state_dict().keys() == load_file(file).keys()
        good = same and all(d <= TOLERANCE for d in found.values())
        failed += not good
        text = ", ".join(f"{what} {d:.1e}" for what, d in found.items())
        print(f"{'ok  ' if good else 'FAIL'} {file.stem}: {text}{'' if same else ', names differ'}")
    print(f"exported generators: {len(files) - failed} passed, {failed} failed")
    if failed or not files:
        sys.exit(1)


if __name__ == "__main__":
    main()
