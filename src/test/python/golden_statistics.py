"""Golden values of tests and intervals over few runs, from scipy; Holm's correction by its definition.

    python3 golden_statistics.py

For each case of differences between paired runs: differences, permutation (exact sign-flip p of the mean, by
scipy.stats.permutation_test), wilcoxon (exact signed-rank p, by the same test on Pratt's signed ranks) and, where all
resamples can be counted, low and high (percentile bootstrap of the mean at 95 %, no narrower). Then p and holm.
"""

from itertools import product

import numpy as np
import torch
from scipy.stats import permutation_test, rankdata

from golden import save, under

CASES = {
    "two": [-152.0, 2.0],
    "three": [-86.0, -41.5, -12.25],
    "five": [1.5, -0.25, 2.0, 0.75, 3.0],
    "ties": [1.0, -1.0, 2.0, 2.0, 0.0, 3.0],
    "ten": [0.3, -1.2, 2.2, 0.8, 1.9, -0.4, 0.1, 2.5, 1.1, 0.9],
}
P = [0.01, 0.04, 0.03, 0.005, 0.5]


def flipped(terms):
    result = permutation_test(
        (np.asarray(terms),), lambda x, axis=-1: np.sum(x, axis=axis), permutation_type="samples", n_resamples=np.inf
    )
    return result.pvalue


def percentile(values):
    means = [np.mean(draw) for draw in product(values, repeat=len(values))]
    return np.quantile(means, 0.025, method="lower"), np.quantile(means, 0.975, method="higher")


def holm(p):
    p = np.asarray(p)
    order = np.argsort(p)
    stepped = np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order])
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1, stepped)
    return adjusted


def number(value):
    return torch.tensor(np.asarray(value), dtype=torch.float64)


def main():
    tensors = {}
    for name, differences in CASES.items():
        d = np.array(differences)
        case = {
            "differences": number(d),
            "permutation": number(flipped(d)),
            "wilcoxon": number(flipped(np.sign(d) * rankdata(np.abs(d)))),
        }
        if len(d) <= 5:
            low, high = percentile(d)
            case |= {"low": number(low), "high": number(high)}
        tensors |= under(name, case)
    tensors |= {"p": number(P), "holm": number(holm(P))}
    for name, tensor in tensors.items():
        print(name, tensor.tolist())
    save("statistics", tensors)


main()
