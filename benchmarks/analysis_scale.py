"""Duplicates of 0.1 to 10 million submissions, of which 92 in a hundred are from campaigns.

    python benchmarks/analysis.py --part scale [--quick]

As in the great dockets most copies are sent as they stand: nine in ten. The exponent is the slope
of the time over the number of rows from the least to the most, on logarithmic scales.
"""

import math
from pathlib import Path

from analysis_duplicates import found_in, submissions

ROWS = (100_000, 1_000_000, 10_000_000)
QUICK = (2_000, 20_000)


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Return what each size takes, and how the time grows."""
    sizes = QUICK if quick else ROWS
    figures = {}
    for rows in sizes:
        path = submissions(folder, rows, unique=0.08, standing=0.9)
        figures[rows] = found_in(path, folder)
    least, most = figures[sizes[0]], figures[sizes[-1]]
    span = math.log(sizes[-1] / sizes[0])
    exponents = {
        "seconds": math.log(most["seconds"]["all"] / least["seconds"]["all"]) / span,
        "processor": math.log(most["processor"] / least["processor"]) / span,
    }
    return {
        "sizes": figures,
        "exponents": {name: round(value, 3) for name, value in exponents.items()},
        "held": {
            "10 M in 60 s": most["seconds"]["all"] <= 60,
            "10 M in 6 GB": most["peak_gb"] <= 6,
            "exponent of 1.05": exponents["seconds"] <= 1.05,
            "precision": most["precision"] >= 0.99,
            "recall": most["recall"] >= 0.99,
        },
    }
