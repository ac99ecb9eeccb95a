"""What all scripts share: seeded draws and where a golden file goes."""

from pathlib import Path

import torch
from safetensors.torch import save_file

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "golden"


def deterministic() -> None:
    """One thread and deterministic kernels: the files must come out the same on every run."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def under(prefix: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {f"{prefix}/{name}": tensor for name, tensor in tensors.items()}


def save(topic: str, tensors: dict[str, torch.Tensor]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{topic}.safetensors"
    # Clones: safetensors refuses tensors that share memory.
    stored = {name: tensor.detach().clone().contiguous() for name, tensor in tensors.items()}
    save_file(stored, path)
    path.chmod(0o644)
    print(f"{path.name}: {len(stored)} tensors, {path.stat().st_size / 1024:.0f} KiB")
