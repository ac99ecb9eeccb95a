"""Layers that compare the samples of a batch, forward and backward: gradients are of sum(y * cotangent).

Names are <layer>/<what>.

    discrimination            x (6, 7), tensor (7, 4 * 3), logScale (4, 3), bias (4), cotangent, y (6, 7 + 4), grad_*:
                              M = x @ (tensor * exp(logScale) / its column's norm), then for feature b of sample i
                              the sum over j != i of exp(-|M_ib - M_jb|_1) + bias_b, after the features themselves
    adapted                   x, tensor as above; logScale, bias after the first pass: from scale 0, half the mean
                              distance to the nearest sample becomes 1 and the mean of each feature 0; y
    std_vector, std_map       x (6, 5), (6, 3, 4, 2), cotangent, y, grad_x: one standard deviation of the batch
    std_groups                x (6, 3, 4, 2) in groups of 3 as the authors' code makes them, cotangent, y, grad_x
"""

import torch

from golden import deterministic, generator, save, under

B, C = 4, 3
Tensors = dict[str, torch.Tensor]


def distances(x: torch.Tensor, tensor: torch.Tensor, log_scale: torch.Tensor) -> torch.Tensor:
    weight = tensor * log_scale.exp().reshape(-1) / tensor.norm(dim=0)
    rows = (x @ weight).reshape(len(x), B, C)
    return (rows[:, None] - rows[None]).abs().sum(3)


def similarities(distance: torch.Tensor) -> torch.Tensor:
    others = ~torch.eye(len(distance), dtype=torch.bool)[:, :, None]
    return (torch.exp(-distance) * others).sum(1)


def discrimination(x: torch.Tensor, tensor: torch.Tensor, log_scale: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return torch.cat((x, similarities(distances(x, tensor, log_scale)) + bias), 1)


def adapted(x: torch.Tensor, tensor: torch.Tensor) -> Tensors:
    distance = distances(x, tensor, torch.zeros(B, C))
    beside = distance + 1e6 * torch.eye(len(x))[:, :, None]
    unit = 0.5 * beside.min(1).values.mean(0)
    log_scale = -unit.log()[:, None].expand(B, C)
    bias = -similarities(distance / unit).mean(0)
    y = discrimination(x, tensor, log_scale, bias)
    return {"x": x, "tensor": tensor, "logScale": log_scale, "bias": bias, "y": y}


def deviation(x: torch.Tensor, group: int) -> torch.Tensor:
    grouped = x.reshape(group, -1, *x.shape[1:])
    std = (grouped.var(0, unbiased=False) + 1e-8).sqrt()
    mean = std.flatten(1).mean(1)
    each = mean.repeat(group).reshape(-1, *(1 for _ in x.shape[1:]))
    return torch.cat((x, each.expand(-1, 1, *x.shape[2:])), 1)


def with_gradients(layer, inputs: Tensors, draw: torch.Generator) -> Tensors:
    leaves = {name: t.clone().requires_grad_() for name, t in inputs.items()}
    y = layer(*leaves.values())
    cotangent = torch.randn(y.shape, generator=draw)
    found = torch.autograd.grad((y * cotangent).sum(), list(leaves.values()))
    return leaves | {"cotangent": cotangent, "y": y} | {f"grad_{name}": g for name, g in zip(leaves, found)}


def main() -> None:
    deterministic()
    draw = generator(61)
    normal = lambda *shape: torch.randn(shape, generator=draw)
    x, tensor = normal(6, 7), 0.05 * normal(7, B * C)
    inputs = {"x": x, "tensor": tensor, "logScale": 0.3 * normal(B, C), "bias": normal(B)}
    tensors = under("discrimination", with_gradients(discrimination, inputs, draw))
    tensors |= under("adapted", adapted(x, tensor))
    shapes = {"std_vector": ((6, 5), 6), "std_map": ((6, 3, 4, 2), 6), "std_groups": ((6, 3, 4, 2), 3)}
    for name, (shape, group) in shapes.items():
        layer = lambda x, group=group: deviation(x, group)
        tensors |= under(name, with_gradients(layer, {"x": normal(*shape)}, draw))
    save("minibatch", tensors)


if __name__ == "__main__":
    main()
