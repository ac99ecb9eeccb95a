"""torch.optim over 50 steps on stored gradients, for two parameters.

    a, b                      parameters before the first step, shapes (3, 2) and (4)
    grad_a, grad_b            gradients, one row a step, over six orders of magnitude, some exactly 0
    <setting>/a<k>, b<k>      parameters after step k = 1, 10, 50
"""

import torch

from golden import deterministic, generator, save

STEPS = 50
KEPT = (1, 10, 50)
SETTINGS = {
    "adam": lambda p: torch.optim.Adam(p),
    "adam_dcgan": lambda p: torch.optim.Adam(p, lr=2e-4, betas=(0.5, 0.999)),
    "adam_wgan_gp": lambda p: torch.optim.Adam(p, lr=1e-4, betas=(0.0, 0.9)),
    "adam_sngan_b": lambda p: torch.optim.Adam(p, lr=1e-4, betas=(0.5, 0.9)),
    "adam_beta1_zero": lambda p: torch.optim.Adam(p, lr=1e-3, betas=(0.0, 0.999)),
    "adam_large_eps": lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.9, 0.99), eps=1e-2),
    "adam_l2": lambda p: torch.optim.Adam(p, lr=1e-3, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p),
    "adamw_gan": lambda p: torch.optim.AdamW(p, lr=2e-4, betas=(0.0, 0.9), weight_decay=0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p),
    "rmsprop_wgan": lambda p: torch.optim.RMSprop(p, lr=5e-5, alpha=0.9),
    "rmsprop_momentum": lambda p: torch.optim.RMSprop(p, lr=1e-3, alpha=0.9, momentum=0.9),
    "rmsprop_centred": lambda p: torch.optim.RMSprop(p, lr=1e-3, centered=True),
    "rmsprop_l2": lambda p: torch.optim.RMSprop(p, lr=1e-3, weight_decay=0.1),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
    "sgd_l2": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.5, weight_decay=0.1),
}


def gradients(shape: tuple[int, ...], draw: torch.Generator) -> torch.Tensor:
    direction = torch.randn((STEPS, *shape), generator=draw)
    scale = 10 ** (6 * torch.rand((STEPS, *shape), generator=draw) - 5)
    some = torch.rand((STEPS, *shape), generator=draw) > 0.1
    return direction * scale * some


def main() -> None:
    deterministic()
    draw = generator(31)
    start = {"a": torch.randn((3, 2), generator=draw), "b": torch.randn(4, generator=draw)}
    series = {name: gradients(tuple(p.shape), draw) for name, p in start.items()}
    tensors = start | {f"grad_{name}": g for name, g in series.items()}
    for setting, make in SETTINGS.items():
        parameters = {name: p.clone().requires_grad_() for name, p in start.items()}
        optimizer = make(list(parameters.values()))
        for step in range(STEPS):
            for name, parameter in parameters.items():
                parameter.grad = series[name][step].clone()
            optimizer.step()
            if step + 1 in KEPT:
                tensors |= {f"{setting}/{name}{step + 1}": p.detach().clone() for name, p in parameters.items()}
    save("optimizers", tensors)


if __name__ == "__main__":
    main()
