"""Themes are found without being told how many, and stay when submissions are added."""

import random
from collections import Counter

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_mutual_info_score

from dabir.analysis.themes import ThemeModel, fit_themes, weigh_texts
from tests.analysis.themes.dockets import SUBJECTS, invented, language_of


def strongest(model: ThemeModel, texts: list[str]) -> list[int]:
    return [rows[0][0] if rows else 0 for rows in weigh_texts(model, texts)]


@pytest.fixture(scope="module")
def docket() -> tuple[list[str], list[str]]:
    return invented(900, seed=1)


@pytest.fixture(scope="module")
def model(docket: tuple[list[str], list[str]]) -> ThemeModel:
    texts, about = docket
    return fit_themes(texts, [language_of(one) for one in about])


def test_finds_what_texts_are_about(model: ThemeModel, docket: tuple[list[str], list[str]]) -> None:
    texts, about = docket
    upper = [theme for theme in model.themes if theme.parent is None]
    assert len(upper) == len(SUBJECTS)
    assert adjusted_mutual_info_score(about, strongest(model, texts)) > 0.9


def test_names_themes_with_words_as_they_were_written(
    model: ThemeModel, docket: tuple[list[str], list[str]]
) -> None:
    texts, _ = docket
    everything = " ".join(texts)
    for theme in model.themes:
        assert theme.label
        for term, weight in theme.terms:
            assert term in everything
            assert 0 < weight <= 1
    said = {term for theme in model.themes for term, _ in theme.terms}
    assert "دانش‌آموز" in said  # with its half-space
    assert not said & {"the", "should", "باید", "برای"}


def test_keeps_languages_apart(model: ThemeModel) -> None:
    for theme in model.themes:
        assert len({term.isascii() for term, _ in theme.terms}) == 1


def test_does_not_depend_on_the_order_of_the_texts_nor_on_copies(
    model: ThemeModel, docket: tuple[list[str], list[str]]
) -> None:
    texts, about = docket
    languages = [language_of(one) for one in about]
    turned = fit_themes([*reversed(texts), *texts[:50]], [*reversed(languages), *languages[:50]])
    assert turned.to_bytes() == model.to_bytes()


def test_another_seed_may_divide_otherwise_and_says_so(
    docket: tuple[list[str], list[str]],
) -> None:
    texts, about = docket
    other = fit_themes(texts, [language_of(one) for one in about], seed=5)
    assert other.seed == 5
    assert adjusted_mutual_info_score(about, strongest(other, texts)) > 0.9


def test_stays_when_submissions_are_added(
    model: ThemeModel, docket: tuple[list[str], list[str]]
) -> None:
    texts, about = docket
    more, more_about = invented(45, seed=2)
    grown = fit_themes(texts + more, [language_of(one) for one in about + more_about])
    before, after = strongest(model, texts), strongest(grown, texts)
    together = Counter(zip(before, after, strict=True))
    rows, columns = sorted(set(before)), sorted(set(after))
    kept = [[together[row, column] for column in columns] for row in rows]
    best = linear_sum_assignment(kept, maximize=True)
    assert sum(kept[row][column] for row, column in zip(*best, strict=True)) >= 0.9 * len(texts)


def test_tells_parts_of_a_theme_apart_where_there_are_any() -> None:
    near = "tram bus ticket fare timetable line driver station stop seat"
    parts = {
        "tram": near + " rail tracks overhead wire depot points bogie pantograph switch gauge",
        "bus": near + " diesel lane tyre battery garage kneeling bendy exhaust clutch axle",
    }
    texts, about = invented(300, seed=3)
    chance = random.Random(4)
    for at in range(400):
        words = parts["tram" if at % 2 else "bus"].split()
        own = chance.choices(words[:10], k=4) + chance.choices(words[10:], k=4)
        texts.append(" ".join(own))
        about.append("transport")
    model = fit_themes(texts, [language_of(one) for one in about])
    for theme in model.themes:
        if theme.parent is not None:
            assert any(one.number == theme.parent and one.parent is None for one in model.themes)


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["!!!"], ["one two three"], ["the of and"] * 20, ["same words here"] * 30],
    ids=["none", "empty", "no words", "one", "stop words", "copies"],
)
def test_little_to_go_on_is_no_error(texts: list[str]) -> None:
    model = fit_themes(texts, ["en"] * len(texts))
    assert len(weigh_texts(model, texts)) == len(texts)
    assert ThemeModel.from_bytes(model.to_bytes()).to_bytes() == model.to_bytes()


def test_vectors_bring_languages_together() -> None:
    pairs = {"پارک": "library", "مدرسه": "river"}  # told to mean the same by the vectors below
    texts, about = invented(400, seed=6, subjects=("library", "river", "پارک", "مدرسه"))
    meaning = [pairs.get(one, one) for one in about]
    chance = np.random.default_rng(7)
    axes = {one: chance.normal(size=64) for one in ("library", "river")}
    vectors = np.array([axes[one] + 1.5 * chance.normal(size=64) for one in meaning], np.float32)
    model = fit_themes(texts, [language_of(one) for one in about], vectors=vectors)
    assert adjusted_mutual_info_score(meaning, strongest(model, texts)) > 0.9
    upper = [theme for theme in model.themes if theme.parent is None]
    assert len(upper) == 2
    assert all(len({term.isascii() for term, _ in theme.terms}) == 2 for theme in upper)
