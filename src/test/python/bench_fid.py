"""Whole-process time of a Frechet distance of two folders: this library against torch-fidelity 0.4.0.

    python3 bench_fid.py stub.pt FOLDER FOLDER [--rounds 3] [--bfloat16]

Both run the same TorchScript network (inception_stub.py makes one of the FID Inception's size), read the
same image files, and use all cores. The rounds take turns. Printed for each: seconds of the whole process,
images a second, the peak of resident memory, the distance; and the ratio of the seconds in each round. With --bfloat16
this library's convolutions are in that, and its own measure of what it costs is printed.
"""

import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]

FIDELITY = """
import sys, torch
from torch_fidelity import calculate_metrics, register_feature_extractor
from torch_fidelity.feature_extractor_base import FeatureExtractorBase

class Scripted(FeatureExtractorBase):
    def __init__(self, name, features_list, **kwargs):
        super().__init__(name, features_list)
        self.net = torch.jit.load(sys.argv[1]).eval()
    @staticmethod
    def get_provided_features_list():
        return ("2048",)
    @staticmethod
    def get_default_feature_layer_for_metric(metric):
        return "2048"
    @staticmethod
    def can_be_compiled():
        return False
    @staticmethod
    def get_dummy_input_for_compile():
        return torch.zeros(2, 3, 32, 32, dtype=torch.uint8)
    def forward(self, x):
        return (self.net(x, return_features=True),)

register_feature_extractor("scripted", Scripted)
out = calculate_metrics(input1=sys.argv[2], input2=sys.argv[3], fid=True, cuda=False, cache=False,
                        feature_extractor="scripted", feature_layer_fid="2048", verbose=False)
print(out["frechet_inception_distance"])
"""


def timed(command: list[str]) -> tuple[float, float, str]:
    """Seconds, peak resident MB and output of a process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024, text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("network")
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    images = len(glob.glob(args.a + "/**/*.png", recursive=True)) + len(
        glob.glob(args.b + "/**/*.png", recursive=True)
    )
    ours = [
        "java", "-cp", str(PROJECT / "lib") + "/*", "stablegan.Main", "score", args.a, args.b,
        "--extractor", args.network + ("-bf16" if args.bfloat16 else ""), "--json", "--no-floor",
    ]  # fmt: skip
    theirs = [sys.executable, "-c", FIDELITY, args.network, args.a, args.b]
    ratios = []
    for round_ in range(args.rounds):
        order = [("stablegan", ours), ("torch-fidelity", theirs)]
        seconds = {}
        for name, command in order if round_ % 2 == 0 else reversed(order):
            seconds[name], peak, text = timed(command)
            score = json.loads(text)[0] if name == "stablegan" else {"value": float(text)}
            rate = images / seconds[name]
            print(f"{name:15} {seconds[name]:8.1f} s {rate:8.1f} images/s {peak:8.0f} MB   {score['value']:.6f}"
                  f"   {score.get('against float32', '')}", flush=True)  # fmt: skip
        ratios.append(seconds["torch-fidelity"] / seconds["stablegan"])
    print(f"torch-fidelity / stablegan: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
