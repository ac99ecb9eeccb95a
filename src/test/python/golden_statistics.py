"""Golden values of tests and intervals over few runs, from scipy; Holm's correction by its definition.

    python3 golden_statistics.py

For each case of differences between paired runs: differences, permutation (exact sign-flip p of the mean, by
scipy.stats.permutation_test), wilcoxon (exact signed-rank p, by the same test on Pratt's signed ranks) and, where all
resamples can be counted, low and high (percentile bootstrap of the mean at 95 %, no narrower). Then p and holm.

For each case of runs of two methods: mine, theirs, ratio (of their mean absolute deviations from the median) and spread
(exact p of its logarithm, by scipy.stats.permutation_test on the numbers less their medians).
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
SPREADS = {
    "four": ([1.0, 2.0, 4.0, 8.0], [3.0, 3.5, 2.5, 4.5]),
    "seven": ([19.0, -3.0, 4.0, 0.5, 7.25, -8.0, 1.0], [0.25, 0.5, -0.125, 0.75, 1.5, 0.0, 2.0]),
    "pilot": ([712.0, 695.0, 703.0, 668.0, 690.0, 701.0, 688.0, 675.0], [920.0, 630.0, 582.0, 737.0, 811.0, 600.0, 655.0, 790.0]),
    "equal": ([5.0, 5.0, 5.0, 9.0, 5.0], [2.0, 2.0, 6.0, 2.0, 2.0]),
}
P = [0.01, 0.04, 0.03, 0.005, 0.5]


def flipped(terms):
    result = permutation_test(
        (np.asarray(terms),), lambda x, axis=-1: np.sum(x, axis=axis), permutation_type="samples", n_resamples=np.inf
    )
    return result.pvalue


def deviation(x, axis=-1):
    return np.mean(np.abs(x - np.median(x, axis=axis, keepdims=True)), axis=axis)


def log_ratio(x, y, axis=-1):
    return np.log(deviation(x, axis) / deviation(y, axis))


def swapped(x, y):
    return permutation_test((x, y), log_ratio, permutation_type="samples", vectorized=True, n_resamples=np.inf).pvalue


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
    for name, (mine, theirs) in SPREADS.items():
        x, y = np.array(mine), np.array(theirs)
        case = {
            "mine": number(x),
            "theirs": number(y),
            "ratio": number(deviation(x) / deviation(y)),
            "spread": number(swapped(x - np.median(x), y - np.median(y))),
        }
        tensors |= under(name, case)
    tensors |= {"p": number(P), "holm": number(holm(P))}
    for name, tensor in tensors.items():
        print(name, tensor.tolist())
    save("statistics", tensors)


main()
