"""Floating-point operations of training steps as torch counts them, op by op, while they run.

    python3 golden_flops.py

For the SN paper's CNN of width 4 on 3x32x32 images and DCGAN of width 4 on 1x28x28 images, latent size 6, batch 2: d_forward,
g_forward (one pass of the batch), d_step (real and generated, gradient for D's weights), d_step_gp (the same with a
gradient penalty between them), g_step. Convolutions and matrix products count two operations for each multiply-add, nothing
else counts. int64.
"""

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from golden import deterministic, save, under

BATCH, LATENT, WIDTH = 2, 6, 4


def sn_cnn():
    w = WIDTH
    d, channels = [], 3
    for stage in range(3):
        f = w << stage
        d += [nn.Conv2d(channels, f, 3, 1, 1), nn.LeakyReLU(0.1), nn.Conv2d(f, f, 4, 2, 1), nn.LeakyReLU(0.1)]
        channels = f
    d += [nn.Conv2d(channels, 8 * w, 3, 1, 1), nn.LeakyReLU(0.1), nn.Flatten(), nn.Linear(8 * w * 16, 1)]
    g = [nn.ConvTranspose2d(LATENT, 8 * w, 4), nn.ReLU()]
    for f in (8 * w, 4 * w, 2 * w):
        g += [nn.ConvTranspose2d(f, f // 2, 4, 2, 1), nn.ReLU()]
    g += [nn.Conv2d(w, 3, 3, 1, 1), nn.Tanh()]
    return nn.Sequential(*d), nn.Sequential(*g), (3, 32, 32)


def dcgan():
    w = WIDTH
    d = [nn.Conv2d(1, w, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(w, 2 * w, 4, 2, 1), nn.LeakyReLU(0.2)]
    d += [nn.Flatten(), nn.Linear(2 * w * 49, 1)]
    g = [nn.ConvTranspose2d(LATENT, 2 * w, 7), nn.ReLU(), nn.ConvTranspose2d(2 * w, w, 4, 2, 1), nn.ReLU()]
    g += [nn.ConvTranspose2d(w, 1, 4, 2, 1), nn.Tanh()]
    return nn.Sequential(*d), nn.Sequential(*g), (1, 28, 28)


def counted(work):
    with FlopCounterMode(display=False) as counter:
        work()
    return torch.tensor(counter.get_total_flops())


def function(network):
    """Without module hooks: the counter's own can't stand a gradient taken for an input."""

    def run(x):
        for layer in network:
            x = layer.forward(x)
        return x

    return run


def case(discriminator, generator, shape):
    d, g = function(discriminator), function(generator)
    z, real = torch.randn(BATCH, LATENT, 1, 1), torch.randn(BATCH, *shape)

    def gradients(loss, network):
        torch.autograd.grad(loss, list(network.parameters()))

    def adversarial(fake):
        return d(fake).mean() - d(real).mean()

    def generated():
        with torch.no_grad():
            return g(z)

    def d_step():
        gradients(adversarial(generated()), discriminator)

    def d_step_gp():
        fake = generated()
        between = (0.3 * real + 0.7 * fake).requires_grad_()
        slope = torch.autograd.grad(d(between).sum(), between, create_graph=True)[0]
        penalty = ((slope.flatten(1).square().sum(1) + 1e-12).sqrt() - 1).square().mean()
        gradients(adversarial(fake) + penalty, discriminator)

    return {
        "d_forward": counted(lambda: d(real)),
        "g_forward": counted(lambda: g(z)),
        "d_step": counted(d_step),
        "d_step_gp": counted(d_step_gp),
        "g_step": counted(lambda: gradients(-d(g(z)).mean(), generator)),
    }


deterministic()
golden = {}
for name, networks in (("sn_cnn", sn_cnn()), ("dcgan", dcgan())):
    golden |= under(name, case(*networks))
for name, count in golden.items():
    print(name, count.item())
save("flops", golden)
