"""Golden values of the metrics from torch-fidelity and torchmetrics, on features made here.

    python3 golden_metrics.py

For each case ("tall" has more images than features, "wide" fewer, ...): real, fake (features, float32), kid_real,
kid_fake (the subsets of kid_mean and kid_std), and frechet, frechet_svd, kid_mean, kid_std, kid_whole (one block of
the first images of both), precision, recall (k = 3), density, coverage (k = 5). Then logits with is_mean and is_std (10
splits, in order), is_torchmetrics (1 split).

frechet, kid, precision, recall and the Inception score are torch-fidelity's, frechet_torchmetrics, kid_whole,
is_torchmetrics and ms_ssim torchmetrics'; density and coverage are the formulas of Naeem et al. 2020, which neither has.

line: x, y, intercept and its standard error (numpy.polyfit). labels_real, labels_fake and intra: classes of "tall" and the
mean of torch-fidelity's Frechet distances of the classes. ms_ssim/CxHxW: a and b, two batches of uint8 images, and
value, a pair each in float64; weights of fewer than five scales are the first ones, scaled to the sum 1.

Also writes arrays.npz: numpy's files of every type and order that is read.
"""

from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric
from torch_fidelity.metric_prc import prc_features_to_metric
from torchmetrics.image.fid import _compute_fid
from torchmetrics.functional.image import multiscale_structural_similarity_index_measure
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import poly_mmd

PATH = Path(__file__).resolve().parent.parent / "resources" / "golden" / "metrics.safetensors"
RNG = np.random.RandomState(7)
SEED, SUBSETS, SUBSET_SIZE = 2020, 5, 20


def normal(n, d, mean=0.0, scale=1.0):
    mix = RNG.randn(d, d) / np.sqrt(d)
    return (mean + scale * RNG.randn(n, d) @ mix).astype(np.float32)


def low_rank(n, rank, basis, shift):
    """Small integers, so that the rank is exact in float32."""
    return (RNG.randint(-3, 4, (n, rank)) @ basis[:rank] + shift).astype(np.float32)


def cases():
    basis = RNG.randint(-2, 3, (8, 40))
    sparse = np.maximum(normal(120, 24, -0.5), 0)
    sparse[:, ::3] = 0
    yield "tall", normal(300, 32), normal(250, 32, 0.2, 1.3)
    yield "wide", normal(40, 96), normal(50, 96, 0.1)
    yield "mixed", normal(200, 48), normal(30, 48, 0.3)
    yield "low_rank", low_rank(90, 5, basis, 0), low_rank(80, 8, basis, 1)
    yield "dead", sparse, np.maximum(normal(100, 24), 0)
    yield "collapsed", normal(60, 20), np.repeat(normal(1, 20), 50, axis=0)


def density_coverage(real, fake, k=5):
    real_real = torch.cdist(torch.from_numpy(real), torch.from_numpy(real)).numpy()
    real_fake = torch.cdist(torch.from_numpy(real), torch.from_numpy(fake)).numpy()
    radii = np.sort(real_real, axis=1)[:, k]
    density = (real_fake < radii[:, None]).sum(axis=0).mean() / k
    return density, (real_fake.min(axis=1) < radii).mean()


def frechet_by_svd(real, fake):
    """From the centred features themselves: no root of a rounded eigenvalue costs digits."""
    x, y = ((f - f.mean(axis=0)) / np.sqrt(len(f) - 1) for f in (real, fake))
    difference = real.mean(axis=0) - fake.mean(axis=0)
    cross = np.linalg.svd(x @ y.T, compute_uv=False).sum()
    return difference @ difference + (x**2).sum() + (y**2).sum() - 2 * cross


def kid_indices(n_fake, n_real):
    """The draws that torch-fidelity makes, its first set being the generated one."""
    rng = np.random.RandomState(SEED)
    draws = []
    for _ in range(SUBSETS):
        fake = rng.choice(n_fake, SUBSET_SIZE, replace=False)
        draws.append((fake, rng.choice(n_real, SUBSET_SIZE, replace=False)))
    return np.stack([f for f, _ in draws]), np.stack([r for _, r in draws])


def frechet_distance(real, fake):
    stats = [fid_features_to_statistics(torch.from_numpy(x).double()) for x in (fake, real)]
    return stats, fid_statistics_to_metric(*stats, False)["frechet_inception_distance"]


def distances(real, fake):
    real64, fake64 = torch.from_numpy(real).double(), torch.from_numpy(fake).double()
    stats, frechet = frechet_distance(real, fake)
    tensors = [torch.from_numpy(s[key]) for s in stats for key in ("mu", "sigma")]
    other = _compute_fid(*tensors).item()
    print(f"  frechet {frechet:.12g}, torchmetrics differs by {abs(other / frechet - 1):.1e}")
    kid = kid_features_to_metric(
        fake64, real64, kid_subsets=SUBSETS, kid_subset_size=SUBSET_SIZE, rng_seed=SEED, verbose=False
    )
    head = min(len(real), len(fake))
    whole = poly_mmd(fake64[:head], real64[:head]).item()
    prc = prc_features_to_metric(
        fake64, real64, prc_neighborhood=3, prc_batch_size=10000, save_cpu_ram=False, verbose=False
    )
    density, coverage = density_coverage(real64.numpy(), fake64.numpy())
    return {
        "frechet": frechet,
        "frechet_torchmetrics": other,
        "frechet_svd": frechet_by_svd(real64.numpy(), fake64.numpy()),
        "kid_mean": kid["kernel_inception_distance_mean"],
        "kid_std": kid["kernel_inception_distance_std"],
        "kid_whole": whole,
        "precision": prc["precision"],
        "recall": prc["recall"],
        "density": density,
        "coverage": coverage,
    }


def is_torchmetrics(logits):
    metric = InceptionScore(feature=torch.nn.Identity(), splits=1)
    metric.features = [torch.from_numpy(logits).double()]
    return metric.compute()[0].item()


def line():
    x = 1 / np.arange(500, 5001, 500)
    y = 12 + 3000 * x + 0.3 * RNG.randn(len(x))
    (_, intercept), covariance = np.polyfit(x, y, 1, cov=True)
    return {"x": x, "y": y, "intercept": intercept, "error": np.sqrt(covariance[1, 1])}


def images(channels, height, width):
    """Two batches that resemble each other from hardly to closely."""
    waves = RNG.rand(4, channels, 1, 1) * np.sin(np.arange(height)[:, None] / 5 + np.arange(width) / 3)
    a = 128 + 90 * waves + 20 * RNG.randn(4, channels, height, width)
    b = a + np.array([1, 10, 40, 160])[:, None, None, None] * RNG.randn(4, channels, height, width)
    return [np.clip(x, 0, 255).astype(np.uint8) for x in (a, b)]


def ms_ssim(a, b, scales):
    weights = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])[:scales]
    weights = weights if scales == 5 else weights / weights.sum()
    pairs = zip(torch.from_numpy(a).double(), torch.from_numpy(b).double())
    return [
        multiscale_structural_similarity_index_measure(
            x[None], y[None], data_range=255.0, betas=tuple(map(float, weights))
        ).item()
        for x, y in pairs
    ]


def arrays():
    square = RNG.randint(0, 100, (3, 4))
    types = {t: square.astype(t) for t in ("f8", "f4", "i8", "i4", "u1", ">f8", ">i4")}
    types["fortran"] = np.asfortranarray(square / 8)
    types["cube"] = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))
    types["number"], types["row"] = np.array(7), np.arange(5) / 4
    types["text"], types["half"] = np.array(["a"]), square.astype("f2")
    np.savez_compressed(PATH.parent / "arrays.npz", **types)
    (PATH.parent / "arrays.npz").chmod(0o644)


def main():
    out = {}
    for name, real, fake in cases():
        print(name, real.shape, fake.shape)
        out[f"{name}/real"], out[f"{name}/fake"] = real, fake
        if name == "tall":
            tall = real, fake
        fakes, reals = kid_indices(len(fake), len(real))
        out[f"{name}/kid_fake"], out[f"{name}/kid_real"] = fakes, reals
        for key, value in distances(real, fake).items():
            print(f"  {key} {value:.12g}")
            out[f"{name}/{key}"] = np.array([value], dtype=np.float64)
    logits = (3 * RNG.randn(107, 12)).astype(np.float32)
    score = isc_features_to_metric(torch.from_numpy(logits), splits=10, shuffle=False)
    out["logits"] = logits
    out["is_mean"] = np.array([score["inception_score_mean"]])
    out["is_std"] = np.array([score["inception_score_std"]])
    out["is_torchmetrics"] = np.array([is_torchmetrics(logits)])
    print("inception", score, "torchmetrics with 1 split", out["is_torchmetrics"])
    out.update({f"line/{key}": np.atleast_1d(value) for key, value in line().items()})
    labels = [np.arange(len(x)) % 3 for x in tall]
    out["labels_real"], out["labels_fake"] = labels
    classes = [frechet_distance(*(x[y == c] for x, y in zip(tall, labels)))[1] for c in range(3)]
    out["intra"] = np.array([np.mean(classes)])
    for shape, scales in (((3, 32, 32), 2), ((1, 47, 64), 3), ((1, 176, 180), 5)):
        a, b = images(*shape)
        key = "ms_ssim/" + "x".join(map(str, shape))
        out[f"{key}/a"], out[f"{key}/b"] = a, b
        out[f"{key}/value"] = np.array(ms_ssim(a, b, scales))
        print(key, out[f"{key}/value"])
    arrays()
    save_file({key: np.ascontiguousarray(value) for key, value in out.items()}, PATH)
    PATH.chmod(0o644)


if __name__ == "__main__":
    main()
