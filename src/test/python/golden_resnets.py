"""Residual networks of Miyato et al. 2018 and Gulrajani et al. 2017, forward and backward, at a small width.

    python3 golden_resnets.py

Generators (4 channels, latent size 8) run in training mode, discriminators under torch's spectral_norm in inference. Names are
<case>/<what>:

    g, d                  SN-ResNet for 32 pixels, discriminator of 2 channels
    g_conditional, d_conditional        the same with 3 classes: conditional batch norm, projection
    d_wgan_gp             WGAN-GP's discriminator for 32 pixels, 2 channels, mean pool
    d_48                  SN-ResNet for 48 pixels of width 1: 1, 2, 4, 8, 16 channels

    x, classes (int64, of the conditional ones), cotangent, y; param_NNN and grad_NNN, all that is trained in the order of the
    network, weight before bias, branch before shortcut: gradients of sum(y * cotangent); u_NN and v_NN of each normalized layer
"""

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm
from torch.nn.utils.parametrize import is_parametrized

from golden import deterministic, generator, save, under

CLASSES, LATENT, BATCH = 3, 8, 2


class Sequence(nn.Sequential):
    def forward(self, x, classes=None):
        for layer in self:
            x = layer(x, classes) if isinstance(layer, CLASSED) else layer(x)
        return x


class Residual(nn.Module):
    def __init__(self, branch, shortcut):
        super().__init__()
        self.branch, self.shortcut = branch, shortcut

    def forward(self, x, classes=None):
        return self.branch(x, classes) + self.shortcut(x)


class ClassNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(CLASSES, channels))
        self.shift = nn.Parameter(torch.zeros(CLASSES, channels))
        self.norm = nn.BatchNorm2d(channels, affine=False)

    def forward(self, x, classes):
        return self.norm(x) * self.gain[classes][:, :, None, None] + self.shift[classes][:, :, None, None]


class Projection(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.linear, self.embedding = nn.Linear(channels, 1, bias=False), nn.Embedding(CLASSES, channels)

    def forward(self, h, classes):
        return self.linear(h) + (self.embedding(classes) * h).sum(1, keepdim=True)


class Pool(nn.Module):
    def __init__(self, how):
        super().__init__()
        self.how = how

    def forward(self, x):
        return self.how(x, dim=(2, 3))


CLASSED = (Residual, ClassNorm, Projection, Sequence)


def conv(channels, out, kernel, bias=True):
    return nn.Conv2d(channels, out, kernel, 1, kernel // 2, bias=bias)


def up(channels, norm):
    # no bias where batch norm takes it away again
    twice = nn.Upsample(scale_factor=2, mode="nearest")
    branch = Sequence(
        norm(channels), nn.ReLU(), twice, conv(channels, channels, 3, False), norm(channels), nn.ReLU(), conv(channels, channels, 3, False)
    )
    return Residual(branch, nn.Sequential(twice, conv(channels, channels, 1, False)))


def res_generator(norm, channels=4):
    blocks = [up(channels, norm) for _ in range(3)]
    end = [nn.BatchNorm2d(channels), nn.ReLU(), conv(channels, 3, 3), nn.Tanh()]
    return Sequence(nn.Linear(LATENT, 16 * channels), nn.Unflatten(1, (channels, 4, 4)), *blocks, *end)


def first(out):
    half = nn.AvgPool2d(2)
    return Residual(Sequence(conv(3, out, 3), nn.ReLU(), conv(out, out, 3), half), nn.Sequential(half, conv(3, out, 1)))


def block(channels, out, halve):
    half = [nn.AvgPool2d(2)] if halve else []
    branch = Sequence(nn.ReLU(), conv(channels, channels, 3), nn.ReLU(), conv(channels, out, 3), *half)
    return Residual(branch, nn.Sequential(conv(channels, out, 1), *half) if halve or channels != out else nn.Identity())


def res_discriminator(widths, halvings, pool, head):
    blocks = [block(widths[i - 1], widths[i], i < halvings) for i in range(1, len(widths))]
    return Sequence(first(widths[0]), *blocks, nn.ReLU(), Pool(pool), head)


def normalized(network):
    for module in list(network.modules()):
        if isinstance(module, (nn.Conv2d, nn.Linear, nn.Embedding)):
            spectral_norm(module)
    return network.eval()


def trained(network):
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear, nn.Embedding, nn.BatchNorm2d)) and module.weight is not None:
            yield module.parametrizations.weight.original if is_parametrized(module) else module.weight
            if getattr(module, "bias", None) is not None:
                yield module.bias
        elif isinstance(module, ClassNorm):
            yield from (module.gain, module.shift)


def case(network, x, draw, conditional):
    with torch.no_grad():
        for parameter in trained(network):
            parameter += 0.1 * torch.randn(parameter.shape, generator=draw)
    classes = [torch.tensor([2, 0])] if conditional else []
    y = network(x, *classes)
    cotangent = torch.randn(y.shape, generator=draw)
    parameters = list(trained(network))
    gradients = torch.autograd.grad((y * cotangent).sum(), parameters)
    tensors = {"x": x, "y": y, "cotangent": cotangent} | ({"classes": classes[0]} if conditional else {})
    for i, (parameter, gradient) in enumerate(zip(parameters, gradients)):
        tensors |= {f"param_{i:03}": parameter, f"grad_{i:03}": gradient}
    layers = [m for m in network.modules() if is_parametrized(m)]
    for i, layer in enumerate(layers):
        tensors |= {f"u_{i:02}": layer.parametrizations.weight[0]._u, f"v_{i:02}": layer.parametrizations.weight[0]._v}
    return tensors


def main():
    deterministic()
    torch.manual_seed(71)
    draw = generator(72)
    z = torch.randn(BATCH, LATENT, generator=draw)
    image = lambda side: 2 * torch.rand((BATCH, 3, side, side), generator=draw) - 1
    unbiased = lambda: nn.Linear(2, 1, bias=False)
    tensors = {}
    tensors |= under("g", case(res_generator(nn.BatchNorm2d), z, draw, False))
    tensors |= under("g_conditional", case(res_generator(ClassNorm), z, draw, True))
    discriminators = {
        "d": (res_discriminator([2] * 4, 2, torch.sum, unbiased()), 32),
        "d_conditional": (res_discriminator([2] * 4, 2, torch.sum, Projection(2)), 32),
        "d_wgan_gp": (res_discriminator([2] * 4, 2, torch.mean, nn.Linear(2, 1)), 32),
        "d_48": (res_discriminator([1, 2, 4, 8, 16], 4, torch.sum, nn.Linear(16, 1)), 48),
    }
    for name, (network, side) in discriminators.items():
        tensors |= under(name, case(normalized(network), image(side), draw, name == "d_conditional"))
    save("resnets", tensors)


if __name__ == "__main__":
    main()
