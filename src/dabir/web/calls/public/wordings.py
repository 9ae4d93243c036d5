"""A call's texts in the reader's language, with a word where one was not translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from dabir.foundation.naming import in_language
from dabir.stages.calls.models import Call, Exhibit, Notice, Question


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is shown: its words, their language, and whether they are the reader's."""

    words: str
    language: str
    own: bool


def said(names: Mapping[str, str]) -> Said:
    """Return a text in the reader's language, or in another where it was not translated."""
    wanted = (get_language() or "fa").split("-")[0]
    words = in_language(names, wanted)
    if names.get(wanted) or not words:
        return Said(words, wanted, own=True)
    written = next(code for code, text in names.items() if text == words)
    return Said(words, written, own=False)


def untranslated(
    call: Call,
    questions: Iterable[Question],
    exhibits: Iterable[Exhibit],
    notices: Iterable[Notice] = (),
) -> list[str]:
    """Return the languages, by their own names for the reader, in which parts of a call stand
    because the reader's is missing; empty where everything is there.
    """
    texts = [call.names, call.purposes]
    for question in questions:
        texts += [question.prompts, question.proposals, *question.choices]
    for exhibit in exhibits:
        texts += [exhibit.labels, exhibit.texts]
    texts += [notice.texts for notice in notices]
    codes = {one.language for one in map(said, texts) if not one.own}
    return [
        str(get_language_info(code)["name_translated"])
        for code, _n in settings.LANGUAGES
        if code in codes
    ]
