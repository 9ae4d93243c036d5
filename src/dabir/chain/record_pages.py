"""The record as its page shows it: acts in words, who did them, what about, under which seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dabir.chain.act_words import in_words
from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.kinds import Named, named


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: `actor` is None for the public and for Dabir itself at work."""

    entry: Entry
    words: str
    actor: Person | None
    about: Named | None


def lines(entries: Iterable[Entry], reader: Reader) -> list[Line]:
    """Put entries into words: one query for actors, and one a kind for what they are about."""
    shown = list(entries)
    pseudonyms = {entry.actor for entry in shown if entry.actor}
    actors = {one.pseudonym: one for one in Person.objects.filter(pseudonym__in=pseudonyms)}
    about = named({entry.about_id for entry in shown if entry.about_id}, reader)
    return [
        Line(
            entry,
            in_words(entry.act),
            actors.get(entry.actor) if entry.actor else None,
            about.get(entry.about_id) if entry.about_id else None,
        )
        for entry in shown
    ]
