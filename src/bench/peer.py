"""Training steps in PyTorch, driven line by line: "N" makes N steps (D and G) and answers the milliseconds of one.

    python3 peer.py sn-cnn|sn-resnet|wgan-gp tutorial|tuned|tuned-bf16 [--width 64] [--batch 64]

tutorial: eager float32 as introductions write it: .backward() into every network, real and fake one after the other.
tuned: D frozen in the G step, no graph of G in the D step, channels_last, fused Adam, W/sigma once a step. tuned-bf16: the same under
bfloat16 autocast, with the penalty's double backward in float32 as autocast users write it.
"""

import argparse
import sys
import time
from contextlib import nullcontext

import torch
from torch import nn
from torch.nn.functional import softplus
from torch.nn.utils.parametrizations import spectral_norm
from torch.nn.utils.parametrize import cached

import networks

RATE, BETAS, PENALTY = 2e-4, (0.5, 0.999), 10


def normalized(network):
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            spectral_norm(module)
    return network


def game(case, width):
    if case == "sn-resnet":
        return networks.sn_resnet_generator(width), normalized(networks.sn_resnet_discriminator(width))
    d = networks.sn_cnn_discriminator(width)
    return networks.sn_cnn_generator(width), d if case == "wgan-gp" else normalized(d)


class Losses:
    """Non-saturating, or Wasserstein's."""

    def __init__(self, wasserstein):
        self.wasserstein = wasserstein

    def real(self, logits):
        return -logits.mean() if self.wasserstein else softplus(-logits).mean()

    def fake(self, logits):
        return logits.mean() if self.wasserstein else softplus(logits).mean()

    def generator(self, logits):
        return -logits.mean() if self.wasserstein else softplus(-logits).mean()


def gradient_penalty(d, real, fake):
    alpha = torch.rand(len(real), 1, 1, 1)
    x = (fake + alpha * (real - fake)).requires_grad_()
    slope = torch.autograd.grad(d(x).sum(), x, create_graph=True)[0]
    return ((slope.flatten(1).square().sum(1) + 1e-12).sqrt() - 1).square().mean()


class Tutorial:
    def __init__(self, g, d, losses, penalized):
        self.g, self.d, self.losses, self.penalized = g, d, losses, penalized
        self.d_adam = torch.optim.Adam(d.parameters(), RATE, BETAS)
        self.g_adam = torch.optim.Adam(g.parameters(), RATE, BETAS)

    def step(self, real):
        self.d.zero_grad()
        on_real = self.losses.real(self.d(real))
        on_real.backward()
        fake = self.g(torch.randn(len(real), networks.LATENT)).detach()
        on_fake = self.losses.fake(self.d(fake))
        on_fake.backward()
        if self.penalized:
            (PENALTY * gradient_penalty(self.d, real, fake)).backward()
        self.d_adam.step()
        self.g.zero_grad()
        g_loss = self.losses.generator(self.d(self.g(torch.randn(len(real), networks.LATENT))))
        g_loss.backward()
        self.g_adam.step()
        return (on_real + on_fake).item(), g_loss.item()


class Tuned:
    def __init__(self, g, d, losses, penalized, bf16):
        self.g, self.d = (n.to(memory_format=torch.channels_last) for n in (g, d))
        self.losses, self.penalized = losses, penalized
        self.mixed = (lambda: torch.autocast("cpu", torch.bfloat16)) if bf16 else nullcontext
        self.d_adam = torch.optim.Adam(d.parameters(), RATE, BETAS, fused=True)
        self.g_adam = torch.optim.Adam(g.parameters(), RATE, BETAS, fused=True)

    def step(self, real):
        real = real.contiguous(memory_format=torch.channels_last)
        self.d.train().requires_grad_(True)
        with cached():
            with self.mixed():
                with torch.no_grad():
                    fake = self.g(torch.randn(len(real), networks.LATENT)).float()
                d_loss = self.losses.real(self.d(real).float()) + self.losses.fake(self.d(fake).float())
            total = d_loss + PENALTY * gradient_penalty(self.d, real, fake) if self.penalized else d_loss
            self.d_adam.zero_grad()
            total.backward()
        self.d_adam.step()
        # D has no batch norm: evaluation only halts its power iteration
        self.d.eval().requires_grad_(False)
        with cached(), self.mixed():
            g_loss = self.losses.generator(self.d(self.g(torch.randn(len(real), networks.LATENT))).float())
        self.g_adam.zero_grad()
        g_loss.backward()
        self.g_adam.step()
        return d_loss.item(), g_loss.item()


def player(case, variant, width):
    g, d = game(case, width)
    losses, penalized = Losses(case == "wgan-gp"), case == "wgan-gp"
    if variant == "tutorial":
        return Tutorial(g, d, losses, penalized)
    return Tuned(g, d, losses, penalized, variant == "tuned-bf16")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("case", choices=["sn-cnn", "sn-resnet", "wgan-gp"])
    parser.add_argument("variant", choices=["tutorial", "tuned", "tuned-bf16"])
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch", type=int, default=64)
    args = parser.parse_args()
    torch.manual_seed(0)
    training = player(args.case, args.variant, args.width)
    images = torch.rand(10 * args.batch, 3, 32, 32) * 2 - 1
    print("ready", flush=True)
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for step in range(steps):
            at = step % 10 * args.batch
            training.step(images[at : at + args.batch])
        print(1000 * (time.perf_counter() - start) / steps, flush=True)


if __name__ == "__main__":
    main()
