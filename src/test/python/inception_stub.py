"""A TorchScript network with the call form and the shape of the FID Inception, and random weights.

    python3 inception_stub.py stub.pt [--resize half-pixel|tf1] [--centre 127.5|128]
    python3 inception_stub.py --tiny

The real file (NVIDIA's inception-2015-12-05.pt) may not be redistributed. This one has its signature,

    forward(img, return_features=False, use_fp16=False, no_output_bias=False)

with img uint8 values [n, 3, H, W], and its architecture: torchvision's Inception-v3 with the three
patches of pytorch-fid (averages that leave out the padding, a maximum in the last block, 1008
classes). It returns [n, 2048] features, or a softmax over 1008 classes, with or without their bias.
Weights are drawn from a seed, and batch norms are calibrated on noise, so that activations keep
their size.

--resize half-pixel and --centre 127.5 are what pytorch-fid does to images before the network, tf1
and 128 what the real file does. pytorch-fid's own code finds the same weights in stub.pt.state.pt,
see fid_of_folders.py.

--tiny makes a network of a few kB with the same signature, for the library's tests: fid_stub.pt, and
fid_stub.safetensors with images, features, probabilities, and features after a convolution in bfloat16.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
import torch.nn.functional as F


GOLDEN = Path(__file__).resolve().parent.parent / "resources" / "golden"


class Resize(nn.Module):
    """Bilinear to 299×299, corners not aligned; or as TensorFlow 1 did, from the corner itself."""

    def __init__(self, kind: str, size: int):
        super().__init__()
        self.tf1 = kind == "tf1"
        self.size = size

    def forward(self, x: Tensor) -> Tensor:
        n = self.size
        if not self.tf1:
            return F.interpolate(x, size=[n, n], mode="bilinear", align_corners=False)
        steps = torch.arange(n, dtype=x.dtype, device=x.device)
        rows = (2 * steps * x.shape[2] / n + 1) / x.shape[2] - 1
        columns = (2 * steps * x.shape[3] / n + 1) / x.shape[3] - 1
        grid = torch.stack([columns.expand(n, n), rows.unsqueeze(1).expand(n, n)], dim=2)
        return F.grid_sample(
            x,
            grid.unsqueeze(0).expand(x.shape[0], n, n, 2),
            mode="bilinear",
            padding_mode="border",
            align_corners=False,
        )


class FidNetwork(nn.Module):
    """The network behind the signature."""

    def __init__(self, trunk: nn.Module, head: nn.Linear, resize: Resize, centre: float):
        super().__init__()
        self.trunk = trunk
        self.head = head
        self.resize = resize
        self.centre = centre

    def forward(
        self,
        img: Tensor,
        return_features: bool = False,
        use_fp16: bool = False,
        no_output_bias: bool = False,
    ) -> Tensor:
        x = self.resize(img.to(torch.float32))
        features = self.trunk((x - self.centre) / self.centre)
        if return_features:
            return features
        logits = F.linear(features, self.head.weight)
        if not no_output_bias:
            logits = logits + self.head.bias
        return torch.softmax(logits, dim=1)


class Trunk(nn.Module):
    """Everything up to the 2048 features, in pytorch-fid's order."""

    def __init__(self, inception: nn.Module):
        super().__init__()
        i = inception
        pool = nn.MaxPool2d(3, stride=2)
        self.layers = nn.Sequential(
            i.Conv2d_1a_3x3, i.Conv2d_2a_3x3, i.Conv2d_2b_3x3, pool,
            i.Conv2d_3b_1x1, i.Conv2d_4a_3x3, pool,
            i.Mixed_5b, i.Mixed_5c, i.Mixed_5d,
            i.Mixed_6a, i.Mixed_6b, i.Mixed_6c, i.Mixed_6d, i.Mixed_6e,
            i.Mixed_7a, i.Mixed_7b, i.Mixed_7c,
            nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


def calibrated(net: nn.Module, side: int) -> nn.Module:
    """He's weights; batch norms take over the moments of a batch of smooth noise."""
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            if module.bias is not None:
                nn.init.normal_(module.bias, std=0.1)
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.2)
    noise = F.interpolate(torch.randn(16, 3, 8, 8), size=[side, side], mode="bilinear")
    net.train()
    with torch.no_grad():
        net(noise)
    return net.eval()


def inception() -> nn.Module:
    """pytorch-fid's patched architecture, without its weights."""
    from pytorch_fid import inception as fid

    net = fid._inception_v3(num_classes=1008, aux_logits=False, weights=None)
    net.Mixed_5b = fid.FIDInceptionA(192, pool_features=32)
    net.Mixed_5c = fid.FIDInceptionA(256, pool_features=64)
    net.Mixed_5d = fid.FIDInceptionA(288, pool_features=64)
    net.Mixed_6b = fid.FIDInceptionC(768, channels_7x7=128)
    net.Mixed_6c = fid.FIDInceptionC(768, channels_7x7=160)
    net.Mixed_6d = fid.FIDInceptionC(768, channels_7x7=160)
    net.Mixed_6e = fid.FIDInceptionC(768, channels_7x7=192)
    net.Mixed_7b = fid.FIDInceptionE_1(1280)
    net.Mixed_7c = fid.FIDInceptionE_2(2048)
    return net


def tiny() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=2, bias=False),
        nn.BatchNorm2d(4, eps=0.001),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
    )


def rounded(trunk: nn.Module, x: Tensor, centre: float) -> Tensor:
    """Features after a convolution in bfloat16, in whose type the rest is computed."""
    convolution, *rest = trunk
    y = F.conv2d(((x - centre) / centre).bfloat16(), convolution.weight.bfloat16(), stride=2)
    for layer in rest:
        y = layer(y)
    return y.float()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", nargs="?", default=str(GOLDEN / "fid_stub.pt"))
    parser.add_argument("--resize", choices=["half-pixel", "tf1"], default="half-pixel")
    parser.add_argument("--centre", type=float, default=127.5)
    parser.add_argument("--tiny", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    side = 16 if args.tiny else 299
    if args.tiny:
        trunk, head = tiny(), nn.Linear(16, 10)
    else:
        net = inception()
        trunk, head = Trunk(net), net.fc
    calibrated(nn.Sequential(trunk, head), side)
    traced = torch.jit.trace(trunk, torch.zeros(2, 3, side, side))
    network = FidNetwork(traced, head, Resize(args.resize, side), args.centre).eval()
    torch.jit.script(network).save(args.out)
    if args.tiny:
        images = torch.randint(0, 256, (3, 3, 20, 24), dtype=torch.uint8)
        arrays = {
            "images": images,
            "features": network(images, return_features=True),
            "features_bfloat16": rounded(trunk, network.resize(images.float()), args.centre),
            "probabilities": network(images, no_output_bias=True),
        }
        save_file({name: a.detach().contiguous() for name, a in arrays.items()}, GOLDEN / "fid_stub.safetensors")
    else:
        torch.save(net.state_dict(), args.out + ".state.pt")


if __name__ == "__main__":
    main()
