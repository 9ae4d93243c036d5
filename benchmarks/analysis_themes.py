"""Themes beside TF-IDF with k-means and NMF, which are told how many there are.

Labelled sets: arguments of debates and answers to a consultation, where they are kept beside this
repository; the documentation of SciPy and scikit-learn by package, whole and in first lines; and
invented dockets in Persian and English. One text is one document, and its strongest theme its
cluster; a text under no theme is in a cluster of its own.
"""

import csv
import importlib
import inspect
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (
    adjusted_mutual_info_score,
    normalized_mutual_info_score,
    v_measure_score,
)
from submission_words import ENGLISH, PERSIAN
from threadpoolctl import threadpool_limits

from dabir.analysis.themes import ThemeModel, fit_themes, weigh_texts
from dabir.domain.language.detection import detect_language

KEPT = Path(__file__).resolve().parents[2] / "shared" / "data" / "themes"
SEEDS = 5
ADDED = 0.05
Labelled = tuple[list[str], list[str]]


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Measure each labelled set that there is; print a line for each."""
    del folder  # nothing is kept: the sets are read or made anew
    seen: dict[str, dict[str, float]] = {}
    for name, (texts, labels) in _sets(quick=quick):
        seen[name] = _measure(texts, labels)
        told = "  ".join(f"{what} {value:.3f}" for what, value in seen[name].items())
        print(f"{name}: {len(texts)} texts, {len(set(labels))} labels: {told}", flush=True)
    rows = list(seen.values())
    ahead = sum(row["ami"] > row["kmeans_ami"] for row in rows)
    return {
        "sets": seen,
        "ahead": ahead,
        "held": {
            "at least TF-IDF and k-means on every set": all(
                row["ami"] >= row["kmeans_ami"] for row in rows
            ),
            "ahead on most": 2 * ahead > len(rows),
            "9 of 10 texts stay when 5 % are added": all(row["stays"] >= 0.9 for row in rows),
        },
    }


def _measure(texts: list[str], labels: list[str]) -> dict[str, float]:
    begun = time.process_time()
    languages = [detect_language(text) for text in texts]
    model = fit_themes(texts, languages)
    own = _strongest(model, texts)
    seconds = time.process_time() - begun
    found = {
        "themes": float(sum(theme.parent is None for theme in model.themes)),
        "ami": float(adjusted_mutual_info_score(labels, own)),
        "nmi": float(normalized_mutual_info_score(labels, own)),
        "v": float(v_measure_score(labels, own)),
        "unassigned": float(np.mean(own < 0)),
        "stays": _stays(texts, languages, own),
        "processor_seconds": seconds,
    }
    with threadpool_limits(1):
        return found | _beside(texts, labels)


def _beside(texts: list[str], labels: list[str]) -> dict[str, float]:
    """What scikit-learn's defaults give that are told the number of labels."""
    count = len(set(labels))
    weighed = TfidfVectorizer().fit_transform(texts)
    clustered = [
        KMeans(count, n_init=1, random_state=seed).fit_predict(weighed) for seed in range(SEEDS)
    ]
    mixed = NMF(count, init="nndsvd", max_iter=200).fit_transform(weighed).argmax(axis=1)
    return {
        "kmeans_ami": float(
            np.mean([adjusted_mutual_info_score(labels, one) for one in clustered])
        ),
        "kmeans_nmi": float(
            np.mean([normalized_mutual_info_score(labels, one) for one in clustered])
        ),
        "nmf_ami": float(adjusted_mutual_info_score(labels, mixed)),
    }


def _strongest(model: ThemeModel, texts: list[str]) -> NDArray[np.int64]:
    return np.array([rows[0][0] if rows else -1 for rows in weigh_texts(model, texts)])


def _stays(texts: list[str], languages: list[str], after: NDArray[np.int64]) -> float:
    """Share of the texts in the same theme before 5 % were added; themes matched as best fits.

    The mean of five choices of what was added.
    """
    return float(np.mean([_stays_once(texts, languages, after, seed) for seed in range(SEEDS)]))


def _stays_once(
    texts: list[str], languages: list[str], after: NDArray[np.int64], seed: int
) -> float:
    chance = np.random.default_rng(seed)
    kept = np.sort(chance.permutation(len(texts))[: round(len(texts) / (1 + ADDED))])
    old = [texts[at] for at in kept]
    before = _strongest(fit_themes(old, [languages[at] for at in kept]), old)
    rows, row = np.unique(before, return_inverse=True)
    columns, column = np.unique(after[kept], return_inverse=True)
    together = np.zeros((len(rows), len(columns)), np.int64)
    np.add.at(together, (row, column), 1)
    best = linear_sum_assignment(together, maximize=True)
    return float(together[best].sum() / len(kept))


def _sets(*, quick: bool) -> Iterator[tuple[str, Labelled]]:
    if (KEPT / "consultation").is_dir():
        yield "consultation", _consultation()
    else:
        print(f"without the sets of {KEPT}, which is not there")
    yield "invented", _invented(600 if quick else 3000)
    documented = _documentation()
    first_lines = [text.split("\n")[0] for text in documented[0]]
    yield "documentation, first lines", (first_lines, documented[1])
    if quick:
        return
    yield "documentation", documented
    if (KEPT / "keypoints").is_dir():
        yield "arguments", _arguments()


def _arguments() -> Labelled:
    """Arguments by the debate that they belong to."""
    texts, labels = [], []
    for part in ("train", "dev"):
        with (KEPT / "keypoints" / f"arguments_{part}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                texts.append(row["argument"])
                labels.append(row["topic"])
    return texts, labels


def _consultation() -> Labelled:
    """Answers with several labels each, of which the first counts."""
    texts, labels = [], []
    with (KEPT / "consultation" / "eval_sentiments.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = re.findall(r"'([A-L])': \{", row["target_topics"])
            if found:
                texts.append(row["response"])
                labels.append(min(found))
    return texts, labels


def _documentation() -> Labelled:
    """What SciPy and scikit-learn say of their functions and classes, by package."""
    packages = {
        "scipy": "stats signal sparse optimize spatial ndimage interpolate special linalg",
        "sklearn": "linear_model cluster ensemble preprocessing metrics decomposition datasets",
    }
    found: dict[str, str] = {}
    for package, parts in packages.items():
        for part in parts.split():
            module = importlib.import_module(f"{package}.{part}")
            for name in sorted(vars(module)):
                said = inspect.getdoc(vars(module)[name]) or ""
                if not name.startswith("_") and len(said) > 200:
                    found.setdefault(said.split("\nExamples\n")[0][:3000], f"{package}.{part}")
    return list(found), list(found.values())


def _invented(count: int) -> Labelled:
    """Letters whose telling words are drawn from a subject's own, and a third from all."""
    chance = random.Random(1405)
    texts, labels = [], []
    for language, known in (("en", ENGLISH), ("fa", PERSIAN)):
        words = sorted({word for word in re.findall(r"[\w\u200c]+", str(known)) if len(word) > 3})
        chance.shuffle(words)
        subjects = [words[at : at + 40] for at in range(0, min(len(words), 240), 40)]
        for _ in range(count // 2):
            which = chance.randrange(len(subjects))
            own = chance.choices(subjects[which], k=10) + chance.choices(words, k=5)
            chance.shuffle(own)
            texts.append(" ".join(own))
            labels.append(f"{language} {which}")
    return texts, labels
