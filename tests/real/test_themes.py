"""Themes of real arguments and of answers to a consultation, against the labels that people gave.

Read where they are kept beside this repository; nothing of them is in it.
"""

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from dabir.analysis.themes import fit_themes, weigh_texts

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "themes"

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="Runs where ../shared/data is kept beside this repository."
    ),
]


def strongest(texts):
    model = fit_themes(texts, ["en"] * len(texts))
    return [rows[0][0] if rows else -1 for rows in weigh_texts(model, texts)]


def with_k_means(texts, labels):
    weighed = TfidfVectorizer().fit_transform(texts)
    return np.mean(
        [
            adjusted_mutual_info_score(
                labels,
                KMeans(len(set(labels)), n_init=1, random_state=seed).fit_predict(weighed),
            )
            for seed in range(3)
        ]
    )


def test_finds_the_debates_of_arguments_better_than_k_means_that_is_told_their_number():
    texts, labels = [], []
    for part in ("train", "dev"):
        with (FOLDER / "keypoints" / f"arguments_{part}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                texts.append(row["argument"])
                labels.append(row["topic"])
    assert adjusted_mutual_info_score(labels, strongest(texts)) > with_k_means(texts, labels)


def test_gives_an_answer_the_themes_that_people_gave_it():
    texts, labels = [], []
    path = FOLDER / "consultation" / "eval_sentiments.csv"
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = set(re.findall(r"'([A-L])': \{", row["target_topics"]))
            if found:
                texts.append(row["response"])
                labels.append(found)
    model = fit_themes(texts, ["en"] * len(texts))
    upper = {theme.number for theme in model.themes if theme.parent is None}
    given = [
        [number for number, _ in rows if number in upper] for rows in weigh_texts(model, texts)
    ]
    means = {}  # the label that most of a theme's answers have
    for number in upper:
        own = [
            label
            for themes, each in zip(given, labels, strict=True)
            for label in each
            if themes[:1] == [number]
        ]
        means[number] = max(sorted(set(own)), key=own.count)
    said = [{means[number] for number in themes} for themes in given]
    right = sum(len(a & b) for a, b in zip(said, labels, strict=True))
    f1 = 2 * right / (sum(map(len, said)) + sum(map(len, labels)))
    assert f1 > 0.8
