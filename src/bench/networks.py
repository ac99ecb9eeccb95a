"""The networks that are timed and compared, in PyTorch, as the Java library defines them: same layers and sizes.

Every network lists its trained layers in the order of the Java network, so that weights carry over one by one.
"""

import math
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "test" / "python"))
from golden_resnets import Pool, Sequence, conv, res_discriminator, up  # noqa: E402

LATENT = 128

# As the Java engine hands it over, a float32.
EPS = torch.tensor(1e-5).item()


# That of the points of the plane.
MLP_LATENT = 64


def mlp_generator(width):
    hidden = [nn.Linear(MLP_LATENT, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(width, 2))


def mlp_discriminator(width):
    hidden = [nn.Linear(2, width), nn.LeakyReLU(0.2), nn.Linear(width, width), nn.LeakyReLU(0.2)]
    return nn.Sequential(*hidden, nn.Linear(width, 1))


def sn_cnn_generator(width):
    layers = [nn.Unflatten(1, (LATENT, 1, 1))]
    channels = LATENT
    for level, out in enumerate((8 * width, 4 * width, 2 * width, width)):
        kernel = (4, 1, 0) if level == 0 else (4, 2, 1)
        layers += [nn.ConvTranspose2d(channels, out, *kernel, bias=False), nn.BatchNorm2d(out, EPS), nn.ReLU()]
        channels = out
    return nn.Sequential(*layers, nn.Conv2d(width, 3, 3, 1, 1), nn.Tanh())


def sn_cnn_discriminator(width):
    layers, channels = [], 3
    for stage in range(3):
        out = width << stage
        layers += [nn.Conv2d(channels, out, 3, 1, 1), nn.LeakyReLU(0.1)]
        layers += [nn.Conv2d(out, out, 4, 2, 1), nn.LeakyReLU(0.1)]
        channels = out
    layers += [nn.Conv2d(channels, 8 * width, 3, 1, 1), nn.LeakyReLU(0.1)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(8 * width * 16, 1))


def halvings(side):
    """How often an image's side is halved on the way to 4."""
    return (side // 4).bit_length() - 1


def dcgan_generator(width, side, latent=LATENT):
    channels = width << (halvings(side) - 1)
    layers = [nn.Unflatten(1, (latent, 1, 1)), nn.ConvTranspose2d(latent, channels, 4, bias=False), nn.BatchNorm2d(channels, EPS), nn.ReLU()]
    while channels > width:
        channels //= 2
        layers += [nn.ConvTranspose2d(2 * channels, channels, 4, 2, 1, bias=False), nn.BatchNorm2d(channels, EPS), nn.ReLU()]
    return nn.Sequential(*layers, nn.ConvTranspose2d(width, 3, 4, 2, 1), nn.Tanh())


def dcgan_discriminator(width, side):
    layers, channels = [], 3
    for level in range(halvings(side)):
        layers += [nn.Conv2d(channels, width << level, 4, 2, 1), nn.LeakyReLU(0.2)]
        channels = width << level
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * 16, 1))


def initialized(network):
    """Weights as the library draws them: normal, of the variance of PyTorch's own uniform ones, 1 / (3 fan-in); biases zero."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, a=math.sqrt(5))
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return network


def sn_resnet_generator(width):
    channels = 4 * width
    blocks = [up(channels, nn.BatchNorm2d) for _ in range(3)]
    end = [nn.BatchNorm2d(channels), nn.ReLU(), conv(channels, 3, 3), nn.Tanh()]
    return Sequence(nn.Linear(LATENT, 16 * channels), nn.Unflatten(1, (channels, 4, 4)), *blocks, *end)


def sn_resnet_discriminator(width):
    widths = [2 * width] * 4
    return res_discriminator(widths, 2, torch.sum, nn.Linear(2 * width, 1, bias=False))
