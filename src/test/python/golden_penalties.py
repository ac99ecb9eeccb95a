"""Gradient penalties of a small critic: value, gradient norm per sample, and gradient for every parameter.

Names are <critic>/<what>. The critic is conv(3->4, k3 s1 p1), act, conv(4->6, k4 s2 p1), act, flatten, linear(96->1),
with leaky ReLU 0.1 ("leaky") or tanh ("tanh"); "leaky_sn" and "tanh_sn" have spectral norm on the three layers, with
one power iteration in the pass that the penalty makes. |g| is per sample, sqrt(sum g^2 + 1e-12). Coefficients are 1:

    wgan_gp       E (|g| - 1)^2           at alpha * real + (1 - alpha) * fake
    one_sided     E max(0, |g| - 1)^2     at the same points
    zero_centred  E |g|^2                 at the same points
    dragan        E (|g| - 1)^2           at real + alpha_dragan * 0.5 * std(real) * noise
    r1            0.5 E |g|^2             at real
    r2            0.5 E |g|^2             at fake

    <layer>.weight, <layer>.bias (+ .u, .v before the pass)    the critic
    <penalty>/points, gradients, norms, value, grad/<layer>.weight, grad/<layer>.bias
    <penalty>/u/<layer>, v/<layer>                             after the pass, for critics with spectral norm
"""

from typing import Callable

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from golden import deterministic, generator, save, under

LAYERS = ("conv1", "conv2", "linear")


class Critic(nn.Module):
    def __init__(self, activation: Callable[[torch.Tensor], torch.Tensor]):
        super().__init__()
        self.activation = activation
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 6, 4, stride=2, padding=1)
        self.linear = nn.Linear(6 * 4 * 4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.activation(self.conv1(x))
        x = self.activation(self.conv2(x))
        return self.linear(x.flatten(1))

    def raw(self) -> dict[str, torch.Tensor]:
        """The parameters that an optimizer trains, under their plain names."""
        return {n.replace("parametrizations.", "").replace(".original", ""): p for n, p in self.named_parameters()}

    def singular_vectors(self) -> dict[str, dict[str, torch.Tensor]]:
        states = {name: getattr(self, name).parametrizations.weight[0] for name in LAYERS}
        return {name: {"u": s._u.clone(), "v": s._v.clone()} for name, s in states.items()}


def squared(norms: torch.Tensor) -> torch.Tensor:
    return (norms**2).mean()


def two_sided(norms: torch.Tensor) -> torch.Tensor:
    return ((norms - 1) ** 2).mean()


def one_sided(norms: torch.Tensor) -> torch.Tensor:
    return (torch.clamp(norms - 1, min=0) ** 2).mean()


def gradient_at(critic: Critic, points: torch.Tensor) -> torch.Tensor:
    points = points.detach().requires_grad_()
    return torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]


def penalise(critic: Critic, points: torch.Tensor, kind: str) -> dict[str, torch.Tensor]:
    gradients = gradient_at(critic, points)
    squares = (gradients**2).flatten(1).sum(1)
    norms = (squares + 1e-12).sqrt()
    value = {
        "wgan_gp": lambda: two_sided(norms),
        "dragan": lambda: two_sided(norms),
        "one_sided": lambda: one_sided(norms),
        "zero_centred": lambda: squares.mean(),
        "r1": lambda: 0.5 * squares.mean(),
        "r2": lambda: 0.5 * squares.mean(),
    }[kind]()
    raw = critic.raw()
    found = torch.autograd.grad(value, list(raw.values()), materialize_grads=True)
    result = {"points": points, "gradients": gradients, "norms": norms, "value": value}
    return result | under("grad", dict(zip(raw, found)))


def points_of(real: torch.Tensor, fake: torch.Tensor, seed: int) -> dict[str, dict[str, torch.Tensor]]:
    draw = generator(seed)
    alpha = torch.rand((len(real), 1, 1, 1), generator=draw)
    alpha_dragan = torch.rand((len(real), 1, 1, 1), generator=draw)
    noise = torch.rand(real.shape, generator=draw)
    draws = {"real": real, "fake": fake, "alpha": alpha, "alpha_dragan": alpha_dragan, "noise": noise}
    between = alpha * real + (1 - alpha) * fake
    around = real + alpha_dragan * 0.5 * real.std() * noise
    between_kinds = {kind: between for kind in ("wgan_gp", "one_sided", "zero_centred")}
    return {"draws": draws, "points": between_kinds | {"dragan": around, "r1": real, "r2": fake}}


def critic_of(activation: Callable, normalised: bool, points: torch.Tensor) -> Critic:
    torch.manual_seed(11)
    critic = Critic(activation)
    if normalised:
        for name in LAYERS:
            spectral_norm(getattr(critic, name))
        with torch.no_grad():  # as after some training: u and v are stale, the pass moves them
            for parameter in critic.raw().values():
                parameter += 0.3 * parameter.std(correction=0) * torch.randn(parameter.shape)
        return critic
    with torch.no_grad():  # units that see brightness, so that the samples' gradients differ
        for layer in (critic.conv1, critic.conv2):
            layer.weight *= 2
            layer.weight += 0.1
            layer.bias.normal_(0, 0.1)
    mean = gradient_at(critic, points).flatten(1).norm(dim=1).mean()
    with torch.no_grad():  # norms on both sides of 1: one-sided keeps some samples and drops others
        critic.linear.weight /= mean
    return critic


def case(critic: Critic, points: dict[str, torch.Tensor], normalised: bool) -> dict[str, torch.Tensor]:
    tensors = {name: p.detach().clone() for name, p in critic.raw().items()}
    if not normalised:
        for kind, x in points.items():
            tensors |= under(kind, penalise(critic, x, kind))
        return tensors
    for layer, vectors in critic.singular_vectors().items():
        tensors |= {f"{layer}.{name}": vector for name, vector in vectors.items()}
    critic.train()
    # gradient_at makes the only pass, so one power iteration lies between the vectors before and after.
    tensors |= under("wgan_gp", penalise(critic, points["wgan_gp"], "wgan_gp"))
    for layer, vectors in critic.singular_vectors().items():
        tensors |= {f"wgan_gp/{name}/{layer}": vector for name, vector in vectors.items()}
    return tensors


def main() -> None:
    deterministic()
    draw = generator(7)
    brightness = torch.tensor([-1.0, -0.3, 0.0, 0.3, 1.0]).reshape(5, 1, 1, 1)
    real = torch.tanh(0.7 * torch.randn((5, 3, 8, 8), generator=draw) + brightness)
    fake = torch.tanh(0.7 * torch.randn((5, 3, 8, 8), generator=draw) + brightness)
    made = points_of(real, fake, 8)
    tensors = dict(made["draws"])
    activations = {"leaky": lambda x: nn.functional.leaky_relu(x, 0.1), "tanh": torch.tanh}
    for name, activation in activations.items():
        for normalised in (False, True):
            critic = critic_of(activation, normalised, made["points"]["wgan_gp"])
            prefix = f"{name}_sn" if normalised else name
            tensors |= under(prefix, case(critic, made["points"], normalised))
    save("penalties", tensors)


if __name__ == "__main__":
    main()
