import pytest

from dabir.domain.drafting import Clause, Kind, Part, Symbol, Version
from dabir.domain.drafting.translations import StaleTranslation, stale_translations


def version(number, *texts):
    return Version.of(
        Symbol(number),
        [
            Clause(f"c{place}", None, place, Kind.ARTICLE, text=text)
            for place, text in enumerate(texts)
        ],
    )


def test_a_wording_is_stale_while_another_language_went_ahead():
    history = [
        version(0, {"fa": "یک", "en": "one"}),
        version(1, {"fa": "یک و دو", "en": "one"}),
        version(2, {"fa": "یک و سه", "en": "one"}),
    ]
    assert stale_translations(history) == [
        StaleTranslation("c0", Part.TEXT, "en", ("fa",), Symbol(1))
    ]
    assert stale_translations([*history, version(3, {"fa": "یک و سه", "en": "one, three"})]) == []


def test_languages_that_change_together_stay_together():
    assert not stale_translations(
        [version(0, {"fa": "یک", "en": "one"}), version(1, {"fa": "دو", "en": "two"})]
    )


def test_a_change_of_spelling_makes_nothing_stale():
    assert not stale_translations(
        [version(0, {"fa": "كتاب", "en": "book"}), version(1, {"fa": "کتاب", "en": "book"})]
    )


def test_a_wording_that_is_not_there_is_missing():
    (first, second) = stale_translations(
        [
            version(0, {"fa": "یک", "en": "one"}),
            version(1, {"fa": "یک"}, {"en": "two"}),
        ]
    )
    assert (first.uid, first.language, first.missing) == ("c0", "en", True)
    assert (second.uid, second.language, second.ahead) == ("c1", "fa", ("en",))
    assert second.since == Symbol(1)


@pytest.mark.parametrize("history", [[], [version(0)], [version(0, {"fa": "یک"})]])
def test_one_language_is_never_stale(history):
    assert stale_translations(history) == []
