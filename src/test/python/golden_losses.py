"""Adversarial losses of logits, and their gradients: float32 logits in, everything computed and stored in float64.

Names are <logits>/<loss>/<what>, logits being "random", "sure" (a discriminator that is right about every sample, so
that losses and gradients are small) or "extreme" (up to +-50). With s = softplus, r = D(real), f = D(fake), every E
a mean over the batch and every discriminator loss the SUM of its real and its fake half:

    non_saturating          D: E s(-r) + E s(f)                       G: E s(-f)
    minimax                 D: the same                               G: -E s(f)
    hinge                   D: E max(0, 1 - r) + E max(0, 1 + f)      G: -E f
    wasserstein             D: E f - E r                              G: -E f
    least_squares           D: (E (r-1)^2 + E f^2) / 2                G: E (f-1)^2 / 2
    least_squares_unhalved  D: E (r-1)^2 + E f^2                      G: E (f-1)^2
    smooth_one_sided        D: bce(r, 0.9) + bce(f, 0)                G: E s(-f)
    smooth_two_sided        D: bce(r, 0.9) + bce(f, 0.1)              G: E s(-f)
    relativistic_average    D: E s(-(r - E f)) + E s(f - E r)         G: E s(-(f - E r)) + E s(r - E f)
    relativistic_pairing    D: E s(-(r - f))                          G: E s(-(f - r))

    <logits>/real, fake; <loss>/d, d_grad_real, d_grad_fake, g, g_grad_real, g_grad_fake
"""

from typing import Callable

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, relu, softplus

from golden import deterministic, generator, save, under

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def mean_softplus(x: torch.Tensor) -> torch.Tensor:
    return softplus(x, threshold=1000).mean()  # never the linear shortcut


def bce(logits: torch.Tensor, target: float) -> torch.Tensor:
    return binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def standard_d(r: torch.Tensor, f: torch.Tensor) -> torch.Tensor:
    return mean_softplus(-r) + mean_softplus(f)


def non_saturating_g(r: torch.Tensor, f: torch.Tensor) -> torch.Tensor:
    return mean_softplus(-f)


LOSSES: dict[str, tuple[Loss, Loss]] = {
    "non_saturating": (standard_d, non_saturating_g),
    "minimax": (standard_d, lambda r, f: -mean_softplus(f)),
    "hinge": (lambda r, f: relu(1 - r).mean() + relu(1 + f).mean(), lambda r, f: -f.mean()),
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda r, f: -f.mean()),
    "least_squares": (
        lambda r, f: (((r - 1) ** 2).mean() + (f**2).mean()) / 2,
        lambda r, f: ((f - 1) ** 2).mean() / 2,
    ),
    "least_squares_unhalved": (
        lambda r, f: ((r - 1) ** 2).mean() + (f**2).mean(),
        lambda r, f: ((f - 1) ** 2).mean(),
    ),
    "smooth_one_sided": (lambda r, f: bce(r, 0.9) + bce(f, 0.0), non_saturating_g),
    "smooth_two_sided": (lambda r, f: bce(r, 0.9) + bce(f, 0.1), non_saturating_g),
    "relativistic_average": (
        lambda r, f: mean_softplus(-(r - f.mean())) + mean_softplus(f - r.mean()),
        lambda r, f: mean_softplus(-(f - r.mean())) + mean_softplus(r - f.mean()),
    ),
    "relativistic_pairing": (lambda r, f: mean_softplus(-(r - f)), lambda r, f: mean_softplus(-(f - r))),
}


def with_gradients(loss: Loss, name: str, real: torch.Tensor, fake: torch.Tensor) -> dict[str, torch.Tensor]:
    r, f = real.double().requires_grad_(), fake.double().requires_grad_()
    value = loss(r, f)
    gradients = torch.autograd.grad(value, (r, f), materialize_grads=True)
    return {name: value, f"{name}_grad_real": gradients[0], f"{name}_grad_fake": gradients[1]}


def main() -> None:
    deterministic()
    draw = generator(21)
    ends = torch.tensor([50.0, -50.0, 30.0, -30.0, 0.0, 12.5, -12.5, 3.0])
    logits = {
        "random": (2 * torch.randn(8, generator=draw) + 0.5, 2 * torch.randn(8, generator=draw) - 0.5),
        "sure": (7 + 7 * torch.rand(8, generator=draw), -7 - 7 * torch.rand(8, generator=draw)),
        "extreme": (ends, ends[torch.randperm(8, generator=draw)]),
    }
    tensors = {}
    for kind, (real, fake) in logits.items():
        tensors |= {f"{kind}/real": real, f"{kind}/fake": fake}
        for name, (discriminator, generator_loss) in LOSSES.items():
            values = with_gradients(discriminator, "d", real, fake)
            values |= with_gradients(generator_loss, "g", real, fake)
            tensors |= under(f"{kind}/{name}", values)
    save("losses", tensors)


if __name__ == "__main__":
    main()
