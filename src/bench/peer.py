"""Training steps in PyTorch, driven line by line: "N" makes N steps (D and G) and answers the milliseconds of one.

    python3 peer.py cnn|sn-cnn|wgan-gp|sn-resnet|mlp|sn-mlp|gp-mlp tutorial|tuned|tuned-bf16 [--width 64] [--batch 64] [--threads 1]

The cases are those of steps.py: mlp on a ring of eight Gaussians drawn anew for each batch, the others on images; gp is WGAN-GP.

tutorial: eager float32 as introductions write it: .backward() into every network, real and fake one after the other.
tuned: D frozen in the G step, no graph of G in the D step, channels_last, fused Adam, W/sigma once a step. tuned-bf16: the same under
bfloat16 autocast, with the penalty's double backward in float32 as autocast users write it.
"""

import argparse
import math
import sys
import time
from contextlib import nullcontext

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, softplus
from torch.nn.utils import parametrizations
from torch.nn.utils.parametrizations import spectral_norm
from torch.nn.utils.parametrize import cached

import networks

RATE, BETAS, PENALTY = 2e-4, (0.5, 0.999), 10


CASES = ("cnn", "sn-cnn", "wgan-gp", "sn-resnet", "mlp", "sn-mlp", "gp-mlp")
IMAGES = 10  # batches
RECORD_EVERY = 10  # steps, as the library does
RING = torch.tensor([[2 * math.cos(math.pi * i / 4), 2 * math.sin(math.pi * i / 4)] for i in range(8)])


def normalized(network):
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            spectral_norm(module)
    return network


def penalized(case):
    return case in ("wgan-gp", "gp-mlp")


def game(case, width):
    if case.endswith("mlp"):
        g, d, latent = networks.mlp_generator(width), networks.mlp_discriminator(width), networks.MLP_LATENT
    elif case == "sn-resnet":
        g, d, latent = networks.sn_resnet_generator(width), networks.sn_resnet_discriminator(width), networks.LATENT
    else:
        g, d, latent = networks.sn_cnn_generator(width), networks.sn_cnn_discriminator(width), networks.LATENT
    return g, normalized(d) if case.startswith("sn-") else d, latent


class Losses:
    """Non-saturating, with smoothed targets if there are any; or Wasserstein's."""

    def __init__(self, wasserstein, real=1, fake=0):
        self.wasserstein, self.targets = wasserstein, (real, fake)

    def entropy(self, logits, target):
        if target == 1:
            return softplus(-logits).mean()
        if target == 0:
            return softplus(logits).mean()
        return binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    def real(self, logits):
        return -logits.mean() if self.wasserstein else self.entropy(logits, self.targets[0])

    def fake(self, logits):
        return logits.mean() if self.wasserstein else self.entropy(logits, self.targets[1])

    def generator(self, logits):
        return -logits.mean() if self.wasserstein else softplus(-logits).mean()


def gradient_penalty(d, real, fake):
    alpha = torch.rand(len(real), *[1] * (real.ndim - 1))
    x = (fake + alpha * (real - fake)).requires_grad_()
    slope = torch.autograd.grad(d(x).sum(), x, create_graph=True)[0]
    return ((slope.flatten(1).square().sum(1) + 1e-12).sqrt() - 1).square().mean()


class Tutorial:
    def __init__(self, g, d, latent, losses, penalized):
        self.g, self.d, self.latent, self.losses, self.penalized = g, d, latent, losses, penalized
        self.d_adam = torch.optim.Adam(d.parameters(), RATE, BETAS)
        self.g_adam = torch.optim.Adam(g.parameters(), RATE, BETAS)

    def step(self, real):
        self.d.zero_grad()
        on_real = self.losses.real(self.d(real))
        on_real.backward()
        fake = self.g(torch.randn(len(real), self.latent)).detach()
        on_fake = self.losses.fake(self.d(fake))
        on_fake.backward()
        if self.penalized:
            (PENALTY * gradient_penalty(self.d, real, fake)).backward()
        self.d_adam.step()
        self.g.zero_grad()
        g_loss = self.losses.generator(self.d(self.g(torch.randn(len(real), self.latent))))
        g_loss.backward()
        self.g_adam.step()
        return (on_real + on_fake).detach(), g_loss.detach()


class Tuned:
    def __init__(self, g, d, latent, losses, penalized, bf16, rate=RATE):
        self.g, self.d = (n.to(memory_format=torch.channels_last) for n in (g, d))
        self.latent, self.losses, self.penalized = latent, losses, penalized
        self.mixed = (lambda: torch.autocast("cpu", torch.bfloat16)) if bf16 else nullcontext
        self.d_adam = torch.optim.Adam(d.parameters(), rate, BETAS, fused=True)
        self.g_adam = torch.optim.Adam(g.parameters(), rate, BETAS, fused=True)
        self.weights = list(d.parameters())
        self.norms = [m for m in d.modules() if isinstance(m, parametrizations._SpectralNorm)]

    def train_discriminator(self, training):
        for weight in self.weights:
            weight.requires_grad_(training)
        for norm in self.norms:
            norm.training = training  # whether its power iteration goes on

    def step(self, real):
        if real.ndim == 4:
            real = real.contiguous(memory_format=torch.channels_last)
        self.train_discriminator(True)
        with cached():
            with self.mixed():
                with torch.no_grad():
                    fake = self.g(torch.randn(len(real), self.latent)).float()
                d_loss = self.losses.real(self.d(real).float()) + self.losses.fake(self.d(fake).float())
            total = d_loss + PENALTY * gradient_penalty(self.d, real, fake) if self.penalized else d_loss
            self.d_adam.zero_grad()
            total.backward()
        self.d_adam.step()
        self.train_discriminator(False)
        with cached(), self.mixed():
            g_loss = self.losses.generator(self.d(self.g(torch.randn(len(real), self.latent))).float())
        self.g_adam.zero_grad()
        g_loss.backward()
        self.g_adam.step()
        return d_loss.detach(), g_loss.detach()


class Average:
    """Exponential moving average of a generator's weights. Batch norm's running statistics are no weights: samples take the present ones."""

    def __init__(self, g, decay):
        self.g, self.decay = g, decay
        self.weights = [w.detach() for w in g.parameters()]
        self.means = [w.clone() for w in self.weights]

    def update(self):
        torch._foreach_lerp_(self.means, self.weights, 1 - self.decay)

    def samples(self, z):
        """Images in [-1, 1], a hundred at a time."""
        own = [w.clone() for w in self.weights]
        self.g.eval()
        with torch.no_grad():
            torch._foreach_copy_(self.weights, self.means)
            images = torch.cat([self.g(part) for part in z.split(100)])
            torch._foreach_copy_(self.weights, own)
        self.g.train()
        return images


def player(case, variant, width):
    g, d, latent = game(case, width)
    losses = Losses(penalized(case))
    if variant == "tutorial":
        return Tutorial(g, d, latent, losses, penalized(case))
    return Tuned(g, d, latent, losses, penalized(case), variant == "tuned-bf16")


def batches(case, batch):
    """Real samples without end."""
    if case.endswith("mlp"):
        while True:
            yield RING[torch.randint(8, (batch,))] + 0.02 * torch.randn(batch, 2)
    images = torch.rand(IMAGES * batch, 3, 32, 32) * 2 - 1
    while True:
        yield from images.split(batch)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("case", choices=CASES)
    parser.add_argument("variant", choices=["tutorial", "tuned", "tuned-bf16"])
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    training, real, history = player(args.case, args.variant, args.width), batches(args.case, args.batch), []
    print("ready", flush=True)
    made = 0
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for _ in range(steps):
            d_loss, g_loss = training.step(next(real))
            made += 1
            if made % RECORD_EVERY == 0 or args.variant == "tutorial":
                history.append((d_loss.item(), g_loss.item()))
        print(1000 * (time.perf_counter() - start) / steps, flush=True)


if __name__ == "__main__":
    main()
