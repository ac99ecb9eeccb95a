"""torch.nn.utils.parametrizations.spectral_norm, layer by layer: three training forwards, then inference.

Names are <layer>-n<power iterations>/<what>. The layer is created with the weight `weight_init`; then its raw weight
becomes `weight`, as after some training, so that u and v are stale and every forward moves them. Order of an
iteration: u <- unit(W v), then v <- unit(W^T u). Torch warms up with 15 iterations, and its registration of the
parametrization makes one forward to check shapes, which iterates n times more: u, v are after 15 + n iterations.

    weight_init, u_init, v_init              creation starts from these
    u_warm, v_warm                           after 15 iterations with weight_init
    weight, bias, u, v, x, cotangent         what the forwards start from
    step<k>/u, v, sigma, weight_sn, y        after the k-th training forward, k = 1, 2, 3
    step<k>/grad_weight, grad_bias, grad_x   gradients of sum(y * cotangent); grad_weight is for the raw weight
    y_eval                                   inference after them: no iteration, twice the same
"""

import torch
from torch import nn
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import spectral_norm

from golden import deterministic, generator, save, under

LAYERS = {
    "linear": (lambda: nn.Linear(12, 7), (6, 12)),
    "conv1d": (lambda: nn.Conv1d(4, 6, 3, padding=1), (3, 4, 10)),
    "conv2d": (lambda: nn.Conv2d(3, 8, 3, padding=1), (4, 3, 8, 8)),
    "conv2d_k4s2": (lambda: nn.Conv2d(4, 6, 4, stride=2, padding=1), (3, 4, 8, 8)),
    "conv2d_k4s2g2": (lambda: nn.Conv2d(4, 6, 4, stride=2, padding=1, groups=2), (3, 4, 8, 8)),
    "conv3d": (lambda: nn.Conv3d(2, 4, 3, padding=1), (2, 2, 4, 5, 4)),
    "conv_transpose2d": (lambda: nn.ConvTranspose2d(6, 4, 4, stride=2, padding=1), (3, 6, 4, 4)),
    "conv_transpose2d_k3": (lambda: nn.ConvTranspose2d(5, 7, 3, padding=1), (2, 5, 6, 6)),
    "embedding": (lambda: nn.Embedding(10, 6), (8,)),
}
POWER_ITERATIONS = (1, 2, 5)
WARM_UP = 15


def unit(x: torch.Tensor) -> torch.Tensor:
    return nn.functional.normalize(x, dim=0, eps=1e-12)


def as_matrix(layer: nn.Module, weight: torch.Tensor) -> torch.Tensor:
    return (weight.transpose(0, 1) if isinstance(layer, nn.ConvTranspose2d) else weight).flatten(1)


def iterated(matrix: torch.Tensor, v: torch.Tensor, times: int) -> tuple[torch.Tensor, torch.Tensor]:
    for _ in range(times):
        u = unit(torch.mv(matrix, v))
        v = unit(torch.mv(matrix.T, u))
    return u, v


def create(layer: nn.Module, iterations: int, seed: int) -> dict[str, torch.Tensor]:
    """Applies spectral_norm and finds the random u and v that its warm-up began with, by drawing them again."""
    weight = layer.weight.detach().clone()
    matrix = as_matrix(layer, weight)
    torch.manual_seed(seed)
    u, v = (unit(torch.empty(size).normal_()) for size in matrix.shape)
    torch.manual_seed(seed)
    spectral_norm(layer, n_power_iterations=iterations)
    u_warm, v_warm = iterated(matrix, v, WARM_UP)
    u_after, v_after = iterated(matrix, v_warm, iterations)
    state = layer.parametrizations.weight[0]
    assert torch.equal(u_after, state._u) and torch.equal(v_after, state._v), "the drawn u and v were not found again"
    return {"weight_init": weight, "u_init": u, "v_init": v, "u_warm": u_warm, "v_warm": v_warm}


def input_for(layer: nn.Module, shape: tuple[int, ...], draw: torch.Generator) -> torch.Tensor:
    if isinstance(layer, nn.Embedding):
        return torch.randint(layer.num_embeddings, shape, generator=draw)
    # half of standard normal: outputs of about 1, for which 1e-6 is some units in the last place
    return (0.5 * torch.randn(shape, generator=draw)).requires_grad_()


def scaled(layer: nn.Module, raw: torch.Tensor, x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """A cotangent that makes the largest entry of the weight's gradient about one half."""
    y = layer(x)
    cotangent = torch.randn(y.shape, generator=draw)
    gradient = torch.autograd.grad((y * cotangent).sum(), raw)[0]
    return cotangent / (2 * gradient.abs().max())


def training_forward(layer: nn.Module, x: torch.Tensor, cotangent: torch.Tensor) -> dict[str, torch.Tensor]:
    with parametrize.cached():  # one power iteration, though the weight is read twice
        y, weight_sn = layer(x), layer.weight
    state, raw = layer.parametrizations.weight[0], layer.parametrizations.weight.original
    wanted = {"grad_weight": raw}
    if getattr(layer, "bias", None) is not None:
        wanted["grad_bias"] = layer.bias
    if x.requires_grad:
        wanted["grad_x"] = x
    gradients = torch.autograd.grad((y * cotangent).sum(), list(wanted.values()))
    sigma = torch.dot(state._u, torch.mv(as_matrix(layer, raw), state._v))
    assert torch.equal(weight_sn, raw / sigma)
    result = {"u": state._u, "v": state._v, "sigma": sigma, "weight_sn": weight_sn, "y": y}
    # u and v are updated in place by the next forward.
    return {k: t.detach().clone() for k, t in (result | dict(zip(wanted, gradients))).items()}


def case(layer: nn.Module, shape: tuple[int, ...], iterations: int, seed: int) -> dict[str, torch.Tensor]:
    draw = generator(seed)
    tensors = create(layer, iterations, seed)
    state, raw = layer.parametrizations.weight[0], layer.parametrizations.weight.original
    with torch.no_grad():
        raw += 0.5 * raw.std() * torch.randn(raw.shape, generator=draw)
    x = input_for(layer, shape, draw)
    layer.eval()
    cotangent = scaled(layer, raw, x, draw)
    tensors |= {"weight": raw, "u": state._u.clone(), "v": state._v.clone(), "x": x, "cotangent": cotangent}
    if getattr(layer, "bias", None) is not None:
        tensors["bias"] = layer.bias
    layer.train()
    for step in (1, 2, 3):
        tensors |= under(f"step{step}", training_forward(layer, x, cotangent))
    layer.eval()
    tensors["y_eval"] = layer(x)
    assert torch.equal(tensors["y_eval"], layer(x))
    return tensors


def main() -> None:
    deterministic()
    tensors = {}
    for number, (name, (make, shape)) in enumerate(LAYERS.items()):
        for iterations in POWER_ITERATIONS:
            torch.manual_seed(100 + number)
            tensors |= under(f"{name}-n{iterations}", case(make(), shape, iterations, 200 + number))
    save("spectral_norm", tensors)


if __name__ == "__main__":
    main()
