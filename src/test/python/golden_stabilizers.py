"""LeCam regularization over several steps, and DiffAugment with given random numbers; float32 in, float64 computed.

LeCam, names lecam/<what>: five discriminator steps on stored logits, decay 0.9, coefficient 0.3, terms from generator
step 2 on (one discriminator step each). With a_R and a_F the averages before a step,

    term = 0.3 * (E (r - a_F)^2 + E (f - a_R)^2)         zero before step 2
    a <- decay * a + (1 - decay) * E logits              afterwards; decay counts as 0 before step 2

    real, fake (5, 6); term, average_real, average_fake (5), the averages after each step; grad_real, grad_fake (5, 6)

DiffAugment, names <policy>/<what>, on images x (4, 3, 10, 6), with the weights w of a sum that is differentiated:

    color         x + b, then s * (x - mean over channels) + that mean, then c * (x - mean over all) + that mean
    translation   y[i, j] = x[i + rows, j + columns], zero outside; at most 1 row and 1 column
    cutout        zero at rows row - 2 .. row + 2 and columns column - 1 .. column + 1 (5 x 3), as far as they are inside
    all           one after the other, with the numbers of each

    x, w; color/brightness, saturation, contrast (4, 1, 1, 1); translation/rows, columns (4); cutout/row, column (4)
    <policy>/y, gradient of sum(w * y^2) for x
"""

import torch

from golden import deterministic, generator, save, under

Tensors = dict[str, torch.Tensor]


def lecam(draw: torch.Generator) -> Tensors:
    steps, start, decay, coefficient = 5, 2, 0.9, 0.3
    real = 0.5 + torch.randn((steps, 6), generator=draw)
    fake = -0.5 + torch.randn((steps, 6), generator=draw)
    rows: dict[str, list[torch.Tensor]] = {}
    average_real = average_fake = torch.zeros((), dtype=torch.float64)
    for step in range(steps):
        r, f = real[step].double().requires_grad_(), fake[step].double().requires_grad_()
        term = coefficient * (((r - average_fake) ** 2).mean() + ((f - average_real) ** 2).mean())
        term = term if step >= start else 0 * term
        grad_real, grad_fake = torch.autograd.grad(term, (r, f))
        kept = decay if step >= start else 0.0
        average_real = kept * average_real + (1 - kept) * r.detach().mean()
        average_fake = kept * average_fake + (1 - kept) * f.detach().mean()
        found = {"term": term, "average_real": average_real, "average_fake": average_fake}
        for name, value in (found | {"grad_real": grad_real, "grad_fake": grad_fake}).items():
            rows.setdefault(name, []).append(value)
    return {"real": real, "fake": fake} | {name: torch.stack(values) for name, values in rows.items()}


def color(x: torch.Tensor, n: Tensors) -> torch.Tensor:
    x = x + n["brightness"]
    grey = x.mean(dim=1, keepdim=True)
    x = grey + n["saturation"] * (x - grey)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return mean + n["contrast"] * (x - mean)


def translation(x: torch.Tensor, n: Tensors) -> torch.Tensor:
    height, width = x.shape[2:]
    images = []
    for image, rows, columns in zip(x, n["rows"].tolist(), n["columns"].tolist()):
        framed = torch.nn.functional.pad(image, (width, width, height, height))
        images.append(framed[:, height + rows : 2 * height + rows, width + columns : 2 * width + columns])
    return torch.stack(images)


def cutout(x: torch.Tensor, n: Tensors) -> torch.Tensor:
    mask = torch.ones_like(x)
    for image, row, column in zip(mask, n["row"].tolist(), n["column"].tolist()):
        image[:, max(row - 2, 0) : row + 3, max(column - 1, 0) : column + 2] = 0
    return x * mask


def augmented(draw: torch.Generator) -> Tensors:
    x = torch.tanh(torch.randn((4, 3, 10, 6), generator=draw))
    w = torch.randn(x.shape, generator=draw)
    each = (4, 1, 1, 1)
    numbers = {
        "color": {
            "brightness": torch.rand(each, generator=draw) - 0.5,
            "saturation": 2 * torch.rand(each, generator=draw),
            "contrast": torch.rand(each, generator=draw) + 0.5,
        },
        "translation": {"rows": torch.tensor([-1, 0, 1, 1]), "columns": torch.tensor([1, -1, 0, 1])},
        "cutout": {"row": torch.tensor([0, 9, 4, 7]), "column": torch.tensor([5, 0, 2, 3])},
    }
    policies = {"color": color, "translation": translation, "cutout": cutout}
    tensors = {"x": x, "w": w}
    for name, values in numbers.items():
        tensors |= under(name, values)
    for name in (*policies, "all"):
        leaf = x.double().requires_grad_()
        y = leaf
        for policy, function in policies.items():
            if name in (policy, "all"):
                y = function(y, numbers[policy])
        (gradient,) = torch.autograd.grad((w.double() * y**2).sum(), leaf)
        tensors |= under(name, {"y": y, "gradient": gradient})
    return tensors


def main() -> None:
    deterministic()
    draw = generator(61)
    save("stabilizers", under("lecam", lecam(draw)) | augmented(draw))


if __name__ == "__main__":
    main()
