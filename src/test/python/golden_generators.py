"""Generators that were trained in PyTorch for a few steps, and their samples.

    python3 golden_generators.py

Each is a state dictionary in a file of its own, generator_<case>.safetensors, as a user would save it:

    dcgan     DCGAN of width 2 for grey images of 16 pixels, no biases before batch norm
    sn        SN-CNN of width 2 for the same, under torch's spectral_norm, with batch norm
    old_sn    DCGAN of width 2 under the older torch.nn.utils.spectral_norm
    wn        an MLP of 2 layers of 4 units for points of the plane, under torch's weight_norm
    classes   SN-ResNet of width 1 for 32 pixels with 3 classes

generators.safetensors has <case>/z, <case>/classes (int64, of the conditional one) and <case>/samples in inference.
"""

import warnings

import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

from golden import FOLDER, deterministic, generator, save, under
from golden_resnets import ClassNorm, res_generator

LATENT, BATCH, STEPS = 8, 4, 5


def dcgan(norm=lambda layer: layer):
    return nn.Sequential(
        nn.Unflatten(1, (LATENT, 1, 1)),
        norm(nn.ConvTranspose2d(LATENT, 4, 4, bias=False)),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        norm(nn.ConvTranspose2d(4, 2, 4, 2, 1, bias=False)),
        nn.BatchNorm2d(2),
        nn.ReLU(),
        norm(nn.ConvTranspose2d(2, 1, 4, 2, 1)),
        nn.Tanh(),
    )


def sn_cnn(norm):
    layers = [nn.Unflatten(1, (LATENT, 1, 1))]
    for channels, out, *place in (LATENT, 8, 4, 1, 0), (8, 4, 4, 2, 1), (4, 2, 4, 2, 1):
        layers += [norm(nn.ConvTranspose2d(channels, out, *place, bias=False)), nn.BatchNorm2d(out), nn.ReLU()]
    return nn.Sequential(*layers, norm(nn.Conv2d(2, 1, 3, 1, 1)), nn.Tanh())


def mlp(norm):
    return nn.Sequential(norm(nn.Linear(LATENT, 4)), nn.ReLU(), norm(nn.Linear(4, 4)), nn.ReLU(), norm(nn.Linear(4, 2)))


def trained(network, draw, *classes):
    """A few steps towards noise: running statistics, u and v come from training."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.1 * torch.randn(parameter.shape, generator=draw)
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    for _ in range(STEPS):
        samples = network(torch.randn((BATCH, LATENT), generator=draw), *classes)
        optimizer.zero_grad()
        (samples - torch.randn(samples.shape, generator=draw)).square().mean().backward()
        optimizer.step()
    return network.eval()


def main() -> None:
    deterministic()
    warnings.simplefilter("ignore", FutureWarning)  # the older spectral_norm
    draw = generator(17)
    torch.manual_seed(17)
    cases = {
        "dcgan": dcgan(),
        "sn": sn_cnn(spectral_norm),
        "old_sn": dcgan(nn.utils.spectral_norm),
        "wn": mlp(weight_norm),
        "classes": res_generator(ClassNorm),
    }
    tensors = {}
    for name, network in cases.items():
        classes = [torch.tensor([2, 0, 1, 2])] if name == "classes" else []
        trained(network, draw, *classes)
        file = FOLDER / f"generator_{name}.safetensors"
        save_file({key: value.contiguous() for key, value in network.state_dict().items()}, file)
        file.chmod(0o644)
        z = torch.randn((BATCH, LATENT), generator=draw)
        with torch.no_grad():
            case = {"z": z, "samples": network(z, *classes)} | ({"classes": classes[0]} if classes else {})
        tensors |= under(name, case)
    save("generators", tensors)


if __name__ == "__main__":
    main()
