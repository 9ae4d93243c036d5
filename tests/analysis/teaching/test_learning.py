"""What codes teach: enough of them, honest figures, abstaining, the same for the same seed."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.analysis.teaching.examples import LEAST_EXAMPLES, LEAST_PASSAGES, Example, lacks_of
from dabir.analysis.teaching.learning import Teaching, TooFew, teach
from dabir.analysis.teaching.measuring import f1_of, honest_threshold, threshold_for

SIGNS = ("تابلوی دوربین خوانا نیست", "the sign under the camera", "كنار دوربين تابلو نصب شود")
TAPES = ("نگهداری فیلم‌ها کوتاه باشد", "how long are tapes kept", "فيلم ها پاك شود")
FOR = ("حتماً لازم است", "I welcome this", "موافقم")
AGAINST = ("اصلاً لازم نیست", "I reject this", "مخالفم")
FILLER = (
    *("در", "محلهٔ", "ما", "مردم", "شهرداری", "خیابان", "کوچه", "شب"),
    *("camera", "street", "city", "night", "people", "we", "our", "it"),
)


def answers(count, seed=3, *, noise=0.0):
    """Invented answers on two themes with two stances; `noise` is the part said wrongly."""
    drawn = random.Random(seed)
    found = []
    for number in range(count):
        about, stance = number % 3, ("for", "against")[number % 2]
        themes = [("signs", SIGNS)][: about != 1] + [("tapes", TAPES)][: about != 0]
        words = [drawn.choice(phrases) for _theme, phrases in themes]
        words.append(drawn.choice(FOR if stance == "for" else AGAINST))
        words += drawn.sample(FILLER, 6)
        drawn.shuffle(words)
        said = {theme: stance for theme, _phrases in themes}
        if drawn.random() < noise:
            said = {"signs": drawn.choice(("for", "against"))}
        found.append(Example(f"{' '.join(words)} {number}", said))
    return found


@pytest.fixture(scope="module")
def taught():
    return teach(answers(90), ["signs", "tapes", "rare"], Teaching(0.9, 7))


def test_proposes_what_was_coded_alike_with_the_words_that_spoke_for_it(taught):
    text = "به نظر من تابلوی دوربین خوانا نیست و مخالفم"
    ((proposals, _doubt),) = taught.propose([text])
    best = proposals[0]
    assert best.theme == "signs"
    assert best.chance > 0.8
    assert best.stance == "against"
    spoken = [text[start:end] for start, end in best.words]
    assert any("تابلوی" in words for words in spoken)


def test_letters_of_either_keyboard_teach_the_same(taught):
    one, other = taught.propose(["كنار دوربين تابلو نصب شود", "کنار دوربین تابلو نصب شود"])
    assert [(each.theme, each.chance) for each in one[0]] == [
        (each.theme, each.chance) for each in other[0]
    ]


def test_a_theme_of_too_few_examples_is_never_proposed_and_says_what_is_missing(taught):
    rare = next(one for one in taught.report.themes if one.theme == "rare")
    assert (rare.examples, rare.missing, rare.threshold) == (0, LEAST_EXAMPLES, None)
    assert "rare" not in {
        each.theme
        for found, _doubt in taught.propose([a.text for a in answers(30, 11)])
        for each in found
    }


def test_what_is_held_back_reaches_the_wished_precision(taught):
    fresh = answers(200, seed=99)
    told = [found for found, _doubt in taught.propose([one.text for one in fresh])]
    right = [
        each.theme in one.stances for one, found in zip(fresh, told, strict=True) for each in found
    ]
    assert np.mean(right) >= 0.9
    assert len(right) > 100
    for one in taught.report.themes:
        assert one.precision is None or one.precision >= 0.9


def test_what_nobody_can_tell_is_left_to_people():
    drawn = random.Random(5)
    senseless = [
        Example(
            " ".join(drawn.sample(FILLER, 8)) + f" {number}",
            {"signs": "for"} if drawn.random() < 0.4 else {},
        )
        for number in range(80)
    ]
    report = teach(senseless, ["signs"], Teaching(0.95, 1)).report
    assert report.themes[0].threshold is None
    assert report.stance is None


def test_the_same_codes_and_seed_teach_the_same_in_any_order():
    examples = answers(60, noise=0.1)
    shuffled = random.Random(1).sample(examples, len(examples))
    texts = [one.text for one in answers(20, 42)]
    first = teach(examples, ["signs", "tapes"], Teaching(0.85, 4))
    second = teach(shuffled, ["signs", "tapes"], Teaching(0.85, 4))
    assert first.report == second.report
    assert list(first.propose(texts)) == list(second.propose(texts))


def test_a_campaign_does_not_pass_for_many_examples():
    campaign = [Example(SIGNS[0], {"signs": "for"})] * 200
    with pytest.raises(TooFew) as refused:
        teach(campaign, ["signs"], Teaching())
    assert refused.value.lack.passages == LEAST_PASSAGES - 1
    assert refused.value.lack.under == {"signs": LEAST_EXAMPLES - 1}


def test_what_was_refused_teaches_of_that_theme_alone():
    one = Example("تابلو", {}, whole=False, refused=frozenset({"signs"}))
    assert one.holds("signs") is False
    assert one.holds("tapes") is None
    assert Example("تابلو", {"signs": "for"}).holds("tapes") is False
    lack = lacks_of([one], ["signs", "tapes"])
    assert lack.outside == {"signs": LEAST_EXAMPLES - 1, "tapes": LEAST_EXAMPLES}


CHANCES = st.lists(
    st.tuples(st.floats(0, 1, allow_nan=False), st.booleans()), min_size=1, max_size=60
)


@given(CHANCES, st.floats(0.5, 1))
@settings(max_examples=60)
def test_what_lies_above_a_threshold_holds_the_precision(drawn, wished):
    chances = np.array([chance for chance, _right in drawn])
    truth = np.array([right for _chance, right in drawn])
    found = threshold_for(chances, truth, wished)
    if found is not None:
        assert truth[chances >= found].mean() >= wished - 1e-9
        assert (chances >= found).sum() >= 5
    folds = np.arange(len(drawn)) % 5
    honest = honest_threshold(chances, truth, folds, wished)
    assert honest is None or honest[1] >= wished


def test_f1_of_a_worked_example():
    said = ["for", "for", "against", "mixed"]
    assert f1_of(said, ["for", "against", "against", "for"]) == {
        "against": pytest.approx(2 / 3),
        "for": pytest.approx(0.5),
        "mixed": 0.0,
    }
