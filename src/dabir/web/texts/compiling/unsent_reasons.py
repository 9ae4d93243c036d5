"""Reasons that somebody typed for rulings on contested places and has not sent."""

from __future__ import annotations

from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.unsent.keeping import Kept, kept_under
from dabir.stages.texts.models import Text


def place_of_ruling(text: Text, contest: str) -> str:
    """Return the place in which the reason for a ruling is kept until it is sent."""
    return f"rulings/{text.pk}/{contest}"


def kept_reasons(reader: Reader, text: Text) -> dict[str, Kept]:
    """Return what the reader typed and has not sent, by the uids of the places; one query."""
    person = signed_in(reader)
    if person is None:
        return {}
    begin = place_of_ruling(text, "")
    return {
        each.place.removeprefix(begin): each
        for each in kept_under(person, begin)
        if "".join(each.values.get("reason", ())).strip()
    }
