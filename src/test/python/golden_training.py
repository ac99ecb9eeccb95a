"""Five steps of a tiny SN-GAN on stored images and latents: a discriminator step, then a generator step, each time.

Discriminator: conv(3->4, k3 s1 p1), conv(4->8, k4 s2 p1), conv(8->8, k3 s1 p1), conv(8->8, k4 s2 p1), each followed
by leaky ReLU 0.1, then flatten and linear(128->1); spectral norm on all five layers, no batch norm.
Generator: linear(8->128, no bias) to 8x4x4, batch norm, ReLU, transposed conv(8->8, k4 s2 p1, no bias), batch norm,
ReLU, transposed conv(8->4, k4 s2 p1, no bias), batch norm, ReLU, conv(4->3, k3 s1 p1), tanh. Images are 3x16x16.
Layers before a batch norm have no bias: its gradient is zero but for rounding, which Adam would blow up to a full step.

The spectral-norm clock is "once per optimizer step": a discriminator step iterates u and v once with the current W
and uses W / sigma for real and fake, in one batch (real first); the generator step divides the updated W by the sigma
that the same u and v give, without iterating. The non-saturating loss, Adam(2e-4, 0.5, 0.999) for both; the
generator is in training mode in both halves of a step, so its running statistics move twice.

    real (5, 8, 3, 16, 16), latent_d, latent_g (5, 8, 8)
    d/<layer>.weight, bias, u, v; g/<layer>.weight, bias, running_mean, running_var     before the first step
    after<k>/d/..., after<k>/g/...                                                      the same after step k = 1, 5
    loss_d, loss_g (5)                                                                  step by step
    sigma (5, 5)                                                                        steps x layers, in the D step
"""

import torch
from torch import nn
from torch.nn import functional as F

from golden import deterministic, generator, save, under

STEPS, BATCH, LATENT = 5, 8, 8
KEPT = (1, STEPS)
D_CONVS = {"conv1": (3, 4, 3, 1), "conv2": (4, 8, 4, 2), "conv3": (8, 8, 3, 1), "conv4": (8, 8, 4, 2)}
State = dict[str, torch.Tensor]


def unit(x: torch.Tensor) -> torch.Tensor:
    return F.normalize(x, dim=0, eps=1e-12)


class Discriminator:
    """Functional: the caller says which normalised weights a pass uses."""

    LAYERS = (*D_CONVS, "linear")

    def __init__(self, draw: torch.Generator):
        shapes = {name: (out, in_, k, k) for name, (in_, out, k, _) in D_CONVS.items()} | {"linear": (1, 128)}
        self.parameters, self.u, self.v = {}, {}, {}
        for name, shape in shapes.items():
            weight = 0.2 * torch.randn(shape, generator=draw)
            self.parameters[f"{name}.weight"] = weight.requires_grad_()
            self.parameters[f"{name}.bias"] = (0.1 * torch.randn(shape[0], generator=draw)).requires_grad_()
            rows, columns = weight.flatten(1).shape
            self.u[name] = unit(torch.randn(rows, generator=draw))
            self.v[name] = unit(torch.randn(columns, generator=draw))
        for _ in range(3):
            self.iterate()

    def iterate(self) -> None:
        for name in self.LAYERS:
            matrix = self.parameters[f"{name}.weight"].detach().flatten(1)
            self.u[name] = unit(matrix @ self.v[name])
            self.v[name] = unit(matrix.T @ self.u[name])

    def sigma(self, name: str) -> torch.Tensor:
        return torch.dot(self.u[name], self.parameters[f"{name}.weight"].flatten(1) @ self.v[name])

    def logits(self, x: torch.Tensor) -> torch.Tensor:
        normalised = {name: self.parameters[f"{name}.weight"] / self.sigma(name) for name in self.LAYERS}
        for name, (_, _, _, stride) in D_CONVS.items():
            x = F.conv2d(x, normalised[name], self.parameters[f"{name}.bias"], stride=stride, padding=1)
            x = F.leaky_relu(x, 0.1)
        return F.linear(x.flatten(1), normalised["linear"], self.parameters["linear.bias"])

    def state(self) -> State:
        vectors = {f"{name}.u": u for name, u in self.u.items()} | {f"{name}.v": v for name, v in self.v.items()}
        return {name: t.detach().clone() for name, t in (self.parameters | vectors).items()}


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(LATENT, 8 * 4 * 4, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.deconv1 = nn.ConvTranspose2d(8, 8, 4, stride=2, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(8)
        self.deconv2 = nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, bias=False)
        self.bn3 = nn.BatchNorm2d(4)
        self.conv = nn.Conv2d(4, 3, 3, padding=1)

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.bn1(self.linear(z).reshape(-1, 8, 4, 4)))
        x = F.relu(self.bn2(self.deconv1(x)))
        x = F.relu(self.bn3(self.deconv2(x)))
        return torch.tanh(self.conv(x))

    def state(self) -> State:
        kept = {name: t for name, t in self.state_dict().items() if not name.endswith("num_batches_tracked")}
        return {name: t.detach().clone() for name, t in kept.items()}


def apply(loss: torch.Tensor, parameters: list[torch.Tensor], optimizer: torch.optim.Optimizer) -> None:
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
        parameter.grad = gradient
    optimizer.step()


def train(d: Discriminator, g: Generator, real: torch.Tensor, latent_d: torch.Tensor, latent_g: torch.Tensor) -> State:
    d_parameters, g_parameters = list(d.parameters.values()), list(g.parameters())
    d_adam = torch.optim.Adam(d_parameters, lr=2e-4, betas=(0.5, 0.999))
    g_adam = torch.optim.Adam(g_parameters, lr=2e-4, betas=(0.5, 0.999))
    kept, losses_d, losses_g, sigmas = {}, [], [], []
    for step in range(STEPS):
        d.iterate()
        sigmas.append(torch.stack([d.sigma(name) for name in d.LAYERS]))
        logits = d.logits(torch.cat((real[step], g(latent_d[step]).detach())))
        losses_d.append(F.softplus(-logits[:BATCH]).mean() + F.softplus(logits[BATCH:]).mean())
        apply(losses_d[-1], d_parameters, d_adam)
        losses_g.append(F.softplus(-d.logits(g(latent_g[step]))).mean())
        apply(losses_g[-1], g_parameters, g_adam)
        if step + 1 in KEPT:
            kept |= under(f"after{step + 1}", under("d", d.state()) | under("g", g.state()))
    return kept | {"loss_d": torch.stack(losses_d), "loss_g": torch.stack(losses_g), "sigma": torch.stack(sigmas)}


def run(dtype: torch.dtype) -> State:
    torch.manual_seed(51)
    draw = generator(52)
    g, d = Generator(), Discriminator(draw)
    with torch.no_grad():
        for batch_norm in (g.bn1, g.bn2, g.bn3):
            batch_norm.bias += 0.1 * torch.randn(batch_norm.bias.shape, generator=draw)
    real = torch.tanh(torch.randn((STEPS, BATCH, 3, 16, 16), generator=draw) + 0.3)
    latents = torch.randn((2, STEPS, BATCH, LATENT), generator=draw)
    tensors = {"real": real, "latent_d": latents[0], "latent_g": latents[1]}
    tensors |= under("d", d.state()) | under("g", g.state())
    for values in (d.parameters, d.u, d.v):
        values.update({name: t.detach().to(dtype).requires_grad_(t.requires_grad) for name, t in values.items()})
    return tensors | train(d, g.to(dtype), *(t.to(dtype) for t in (real, latents[0], latents[1])))


def main() -> None:
    deterministic()
    tensors, exact = run(torch.float32), run(torch.float64)
    parted = max((t - exact[name]).abs().max().item() for name, t in tensors.items())
    assert parted < 2e-6, f"float32 rounding grew to {parted}: no reference for parity, choose another seed"
    print(f"training: float32 is within {parted:.1e} of float64")
    save("training", tensors)


if __name__ == "__main__":
    main()
