"""The PyTorch module of a generator that stablegan has exported, made of the description in its file."""

import json

import torch
from safetensors import safe_open
from torch import nn

FUNCTIONS = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "softplus": nn.Softplus,
    "selu": nn.SELU,
    "flatten": nn.Flatten,
    "identity": nn.Identity,
}


def call(module, x, *classes):
    """A layer's value; those that take classes get them, if there are any."""
    return module(x, *classes) if isinstance(module, (Sequence, Residual, ClassNorm)) else module(x)


class Sequence(nn.Sequential):
    def forward(self, x, *classes):
        for module in self:
            x = call(module, x, *classes)
        return x


class Residual(nn.Module):
    def __init__(self, branch, shortcut):
        super().__init__()
        self.branch, self.shortcut = branch, shortcut

    def forward(self, x, *classes):
        return call(self.branch, x, *classes) + call(self.shortcut, x, *classes)


class ClassNorm(nn.Module):
    """Batch norm with a gain and a shift for each class."""

    def __init__(self, classes, channels):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.gain = nn.Parameter(torch.empty(classes, channels))
        self.shift = nn.Parameter(torch.empty(classes, channels))

    def forward(self, x, classes):
        return self.norm(x) * self.gain[classes][:, :, None, None] + self.shift[classes][:, :, None, None]


class BatchNorm(nn.BatchNorm1d):
    """Of features (N, C) and of maps (N, C, H, W)."""

    def _check_input_dim(self, x):
        assert x.dim() in (2, 4), x.shape


def network(description, path, shapes):
    """A module of a description; its state dictionary has the tensors whose names begin with the path, a dot at its end."""
    kind = description["layer"]
    if not kind.endswith("sequence") and kind not in ("upsampled_conv2d", "pooled_conv2d"):
        return layer(description, path, shapes)
    modules = []

    def append(part):
        if part["layer"].endswith("sequence"):
            for inside in part["parts"]:
                append(inside)
        elif part["layer"] == "upsampled_conv2d":
            modules.append(nn.Upsample(scale_factor=2, mode="nearest"))
            modules.append(layer(part, f"{path}{len(modules)}.", shapes))
        elif part["layer"] == "pooled_conv2d":
            modules.append(layer(part, f"{path}{len(modules)}.", shapes))
            modules.append(nn.AvgPool2d(2))
        else:
            modules.append(layer(part, f"{path}{len(modules)}.", shapes))

    append(description)
    return Sequence(*modules)


def layer(of, path, shapes):
    kind, weight = of["layer"], shapes.get(path + "weight")
    match kind:
        case "linear":
            return nn.Linear(weight[1], weight[0], of["bias"])
        case "conv2d":
            place = of["stride"], of["padding"], of["dilation"], of["groups"], of["bias"]
            return nn.Conv2d(weight[1] * of["groups"], weight[0], weight[2:], *place)
        case "conv_transpose2d":
            return nn.ConvTranspose2d(weight[0], weight[1], weight[2], of["stride"], of["padding"])
        case "upsampled_conv2d" | "pooled_conv2d":
            return nn.Conv2d(weight[1], weight[0], weight[2], padding=weight[2] // 2)
        case "batch_norm":
            return BatchNorm(weight[0], of["epsilon"])
        case "conditional_batch_norm":
            return ClassNorm(*shapes[path + "gain"])
        case "layer_norm":
            return nn.LayerNorm(weight, of["epsilon"])
        case "reshape":
            return nn.Unflatten(1, of["sample"]) if len(of["sample"]) > 1 else nn.Flatten()
        case "leaky_relu":
            return nn.LeakyReLU(of["slope"])
        case "residual":
            branch, shortcut = of["parts"]
            return Residual(network(branch, path + "branch.", shapes), network(shortcut, path + "shortcut.", shapes))
        case "average_pool":
            return nn.AvgPool2d(of["side"])
    return FUNCTIONS[kind]()


def load(file):
    """The module of a .safetensors file, with its weights, in inference mode."""
    with safe_open(file, "pt") as stored:
        description = json.loads(stored.metadata()["stablegan.generator"])
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}
    shapes = {name: list(tensor.shape) for name, tensor in tensors.items()}
    module = network(description["network"], "", shapes)
    # strict but for counts of batches, which nobody needs
    missing, unexpected = module.load_state_dict(tensors, strict=False)
    assert not unexpected, unexpected
    assert all(name.endswith("num_batches_tracked") for name in missing), missing
    return module.eval()
