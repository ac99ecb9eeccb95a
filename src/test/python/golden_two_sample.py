"""Golden values of the exact two-sample permutation test, from scipy.

    python3 golden_two_sample.py

For each case: first and second (the series), permutation (exact p of the magnitude of their means' difference, by
scipy.stats.permutation_test over all splits) and ranks (the same of their ranks, an exact Wilcoxon-Mann-Whitney test).
"""

import numpy as np
import torch
from scipy.stats import permutation_test, rankdata

from golden import save, under

# Unequal series of binary fractions: scipy tells ties by a margin relative to the difference, which may be below rounding.
CASES = {
    "eight": ([663.0, 582, 630, 737, 920, 712, 695, 703], [668.0, 674, 538, 567, 559, 701, 640, 655]),
    "apart": ([904.0, 891, 933, 901, 820], [813.0, 851, 751, 834, 815]),
    "ties": ([1.0, 2, 2, 3, 5], [2.0, 2, 4, 5, 5]),
    "unequal": ([0.75, -0.25, 2.25, 1.5], [1.25, -0.5, 0.125, 2.125, 1.0, -0.875, -2.0]),
    "two": ([3.5, 2.6], [0.1, 0.2, 4.0, -0.7, 1.3]),
}


def difference(first, second, axis=-1):
    return np.abs(np.mean(first, axis=axis) - np.mean(second, axis=axis))


def p(first, second):
    splits = {"permutation_type": "independent", "alternative": "greater", "n_resamples": np.inf}
    return permutation_test((first, second), difference, **splits).pvalue


def number(value):
    return torch.tensor(np.asarray(value), dtype=torch.float64)


def main():
    tensors = {}
    for name, (first, second) in CASES.items():
        ranks = rankdata(np.concatenate([first, second]))
        case = {
            "first": number(first),
            "second": number(second),
            "permutation": number(p(np.array(first), np.array(second))),
            "ranks": number(p(ranks[: len(first)], ranks[len(first) :])),
        }
        tensors |= under(name, case)
    for name, tensor in tensors.items():
        print(name, tensor.tolist())
    save("two_sample", tensors)


main()
