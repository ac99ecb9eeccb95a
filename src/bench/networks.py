"""The networks that are timed, in PyTorch, as the Java library defines them: same layers, sizes and initial state of mind.

Every network lists its trained layers in the order of the Java network, so that weights carry over one by one.
"""

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


def sn_resnet_generator(width):
    channels = 4 * width
    blocks = [up(channels, nn.BatchNorm2d) for _ in range(3)]
    end = [nn.BatchNorm2d(channels), nn.ReLU(), conv(channels, 3, 3), nn.Tanh()]
    return Sequence(nn.Linear(LATENT, 16 * channels), nn.Unflatten(1, (channels, 4, 4)), *blocks, *end)


def sn_resnet_discriminator(width):
    widths = [2 * width] * 4
    return res_discriminator(widths, 2, torch.sum, nn.Linear(2 * width, 1, bias=False))
