"""Layers that a DCGAN needs, forward and backward, for an input and a cotangent: gradients are of sum(y * cotangent).

Names are <layer>/<what>.

    conv_transpose2d_k4s2p1, _k4s1p0, _k3s1p1     x, weight (in, out, k, k), bias, cotangent, y,
                                                  grad_x, grad_weight, grad_bias
    conv_transpose2d_k4s2p1g2                     the same with two groups: weight (in, out / 2, k, k)
    conv_transpose2d_k3s2p1o1                     the same with output_padding 1
    batch_norm2d (eps 1e-5, momentum 0.1)         x, weight, bias, running_mean, running_var, cotangent, y, grad_*;
                                                  new_running_mean, new_running_var (unbiased), y_eval afterwards
    layer_norm (over C, H, W; eps 1e-5)           x, weight, bias, cotangent, y, grad_*
    bilinear_up, _down, _odd (half-pixel centres) x, y; y_antialias is the same size with an antialiasing filter
"""

import torch
from torch import nn
from torch.nn.functional import interpolate

from golden import deterministic, generator, save, under

TRANSPOSED = {
    "k4s2p1": (dict(kernel_size=4, stride=2, padding=1), (3, 5, 4, 4)),
    "k4s1p0": (dict(kernel_size=4, stride=1, padding=0), (4, 6, 1, 1)),
    "k3s1p1": (dict(kernel_size=3, stride=1, padding=1, output_padding=0), (2, 4, 6, 6)),
    "k4s2p1g2": (dict(kernel_size=4, stride=2, padding=1, groups=2), (2, 4, 4, 4)),
    "k3s2p1o1": (dict(kernel_size=3, stride=2, padding=1, output_padding=1), (2, 4, 5, 4)),
}
SIZES = {"up": ((7, 5), (14, 11)), "down": ((12, 16), (5, 6)), "odd": ((32, 32), (20, 45))}


def forward_and_backward(layer: nn.Module, shape: tuple[int, ...], draw: torch.Generator) -> dict[str, torch.Tensor]:
    x = torch.randn(shape, generator=draw).requires_grad_()
    y = layer(x)
    cotangent = 0.1 * torch.randn(y.shape, generator=draw)
    wanted = {"grad_x": x, "grad_weight": layer.weight, "grad_bias": layer.bias}
    found = torch.autograd.grad((y * cotangent).sum(), list(wanted.values()))
    tensors = {"x": x, "weight": layer.weight, "bias": layer.bias, "cotangent": cotangent, "y": y}
    return tensors | dict(zip(wanted, found))


def transposed(options: dict, shape: tuple[int, ...], draw: torch.Generator) -> dict[str, torch.Tensor]:
    return forward_and_backward(nn.ConvTranspose2d(shape[1], 6, **options), shape, draw)


def vary(parameter: torch.Tensor, draw: torch.Generator) -> None:
    with torch.no_grad():
        parameter += 0.3 * torch.randn(parameter.shape, generator=draw)


def batch_norm(draw: torch.Generator) -> dict[str, torch.Tensor]:
    layer = nn.BatchNorm2d(4)
    for tensor in (layer.weight, layer.bias, layer.running_mean):
        vary(tensor, draw)
    with torch.no_grad():
        layer.running_var += torch.rand(4, generator=draw)
    before = {"running_mean": layer.running_mean.clone(), "running_var": layer.running_var.clone()}
    tensors = before | forward_and_backward(layer, (6, 4, 3, 5), draw)
    tensors |= {"new_running_mean": layer.running_mean, "new_running_var": layer.running_var}
    return tensors | {"y_eval": layer.eval()(tensors["x"])}


def layer_norm(draw: torch.Generator) -> dict[str, torch.Tensor]:
    layer = nn.LayerNorm((3, 4, 5))
    vary(layer.weight, draw)
    vary(layer.bias, draw)
    return forward_and_backward(layer, (4, 3, 4, 5), draw)


def resized(size: tuple[int, int], target: tuple[int, int], draw: torch.Generator) -> dict[str, torch.Tensor]:
    x = torch.randn((2, 3, *size), generator=draw)
    ways = {"y": False, "y_antialias": True}
    resize = lambda antialias: interpolate(x, size=target, mode="bilinear", align_corners=False, antialias=antialias)
    return {"x": x} | {name: resize(antialias) for name, antialias in ways.items()}


def main() -> None:
    deterministic()
    torch.manual_seed(41)
    draw = generator(42)
    tensors = {}
    for name, (options, shape) in TRANSPOSED.items():
        tensors |= under(f"conv_transpose2d_{name}", transposed(options, shape, draw))
    tensors |= under("batch_norm2d", batch_norm(draw))
    tensors |= under("layer_norm", layer_norm(draw))
    for name, (size, target) in SIZES.items():
        tensors |= under(f"bilinear_{name}", resized(size, target, draw))
    save("layers", tensors)


if __name__ == "__main__":
    main()
