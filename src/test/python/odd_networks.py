"""TorchScript networks that a score must refuse, or mustn't take as they stand, for ExtractorsTest and BadInputTest.

    python3 odd_networks.py

Writes to ../resources/networks, 2 kB each: feature_map.pt returns images, not vectors; nan_where_dark.pt has the root of
a negative number for dark images; only_64.pt takes images of 64 by 64 alone; in_training.pt was saved while training,
and drops half of its features at random until it is told to evaluate.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
import torch.nn.functional as F

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "networks"


class FeatureMap(nn.Module):
    def forward(self, img: Tensor) -> Tensor:
        return img.flatten(2)


class NanWhereDark(nn.Module):
    def forward(self, img: Tensor) -> Tensor:
        return (img.mean(dim=(2, 3)) - 10).sqrt()


class Only64(nn.Module):
    def forward(self, img: Tensor) -> Tensor:
        return img.flatten(1).matmul(torch.ones(3 * 64 * 64, 2))


class InTraining(nn.Module):
    def forward(self, img: Tensor) -> Tensor:
        return F.dropout(img.mean(dim=(2, 3)), 0.5, self.training)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    networks = {
        "feature_map": FeatureMap(),
        "nan_where_dark": NanWhereDark(),
        "only_64": Only64(),
        "in_training": InTraining().train(),
    }
    for name, network in networks.items():
        torch.jit.script(network).save(str(FOLDER / f"{name}.pt"))


if __name__ == "__main__":
    main()
