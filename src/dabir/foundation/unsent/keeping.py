"""Keeping what a person types, for that person alone, until it is sent.

None of this is an act: nothing is done to anybody, and nobody else may know of it, so that it
stands in no record, no trace and no count (docs/adr/0036-unsent-words-are-no-acts.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.sealing import new_wrapped, open_wrapped, seal_wrapped
from dabir.foundation.people.models import Person
from dabir.foundation.unsent.models import SentTogether, Unsent

KEPT_FOR = timedelta(days=30)
"""How long unsent words are kept after they were last touched."""

LENGTH = 1_000_000
"""Bytes of what one form holds."""

PLACES = 300
"""Forms in which one person may have unsent words at a time."""

Values = Mapping[str, list[str]]
"""What was typed, by the names of the form's fields; a field may be given several times."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Unsent words as they are kept; `heading` and `address` say of which page they are."""

    place: str
    values: dict[str, list[str]]
    heading: str
    address: str
    revision: int
    begun_at: datetime
    saved_at: datetime


class KeptOtherwise(Exception):
    """What is kept is not what the writer knew: `kept` by another window, or None, gone."""

    def __init__(self, kept: Kept | None) -> None:
        super().__init__("unsent words were written elsewhere")
        self.kept = kept


class TooMuch(Refused):
    """There is more than is kept unsent."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a form: what it is headed and where it opens."""

    heading: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Content:
    values: dict[str, list[str]]
    page: Page = field(default_factory=Page)

    def packed(self) -> bytes:
        content = {
            "values": self.values,
            "heading": self.page.heading,
            "address": self.page.address,
        }
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(data) > LENGTH:
            raise TooMuch(_("This is too long to be kept unsent. Send it, or make it shorter."))
        return data

    @classmethod
    def of(cls, row: Unsent) -> _Content:
        data: dict[str, Any] = json.loads(
            open_wrapped(row.key, row.sealed).decode("utf-8", "surrogatepass")
        )
        return cls(data["values"], Page(data["heading"], data["address"]))


def kept_of(row: Unsent) -> Kept:
    """Return unsent words as they are kept."""
    content = _Content.of(row)
    page = content.page
    return Kept(
        row.place,
        content.values,
        page.heading,
        page.address,
        row.revision,
        row.begun_at,
        row.saved_at,
    )


def kept_at(person: Person, place: str) -> Kept | None:
    """Return what the person has typed in a place and not sent, or None."""
    row = Unsent.objects.filter(person=person, place=place).first()
    return None if row is None else kept_of(row)


def kept_under(person: Person, prefix: str) -> list[Kept]:
    """Return what the person has not sent in the places beginning with `prefix`, oldest first."""
    rows = Unsent.objects.filter(person=person, place__startswith=prefix).order_by("begun_at", "pk")
    return [kept_of(row) for row in rows]


def keep(
    *,
    person: Person,
    place: str,
    values: Values,
    at: datetime,
    known: int = 0,
    page: Page | None = None,
) -> Kept:
    """Keep what the person typed in a place, in the stead of the revision they `known` of.

    `known` 0 is for who knows of nothing there. The page is that of the first time where none is
    given. To keep what is kept already changes nothing.

    Raises:
        KeptOtherwise: another window wrote there, sent it or threw it away.
        TooMuch: it is too long, or there are too many.
    """
    with transaction.atomic():
        # One person's windows wait for one another: of two that begin a place, one is the first.
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        row = Unsent.objects.filter(person=person, place=place).first()
        if row is None:
            if known:
                raise KeptOtherwise(None)
            return _begin(person, place, _Content(dict(values), page or Page()), at)
        there = _Content.of(row)
        if there.values != dict(values):
            if row.revision != known:
                raise KeptOtherwise(kept_of(row))
            row.sealed = seal_wrapped(row.key, _Content(dict(values), page or there.page).packed())
            row.revision += 1
        row.saved_at = at
        row.save(update_fields=["sealed", "revision", "saved_at"])
        return kept_of(row)


def _begin(person: Person, place: str, content: _Content, at: datetime) -> Kept:
    if Unsent.objects.filter(person=person).count() >= PLACES:
        raise TooMuch(_("You have begun too much without sending it. Send some, or drop it."))
    key = new_wrapped()
    row = Unsent.objects.create(
        person=person,
        place=place,
        key=key,
        sealed=seal_wrapped(key, content.packed()),
        begun_at=at,
        saved_at=at,
    )
    return kept_of(row)


def forget(person: Person, places: Iterable[str], *, known: int | None = None) -> int:
    """Forget what the person has typed in these places; return of how many there was anything.

    With the revision that the writer `known` of, only that: what another window wrote since stays.
    """
    possible = [place for place in places if "\0" not in place]
    rows = Unsent.objects.filter(person=person, place__in=possible)
    if known is not None:
        rows = rows.filter(revision=known)
    return _deleted(rows)


def forget_stale(before: datetime) -> int:
    """Forget what nobody has touched since; return of how many places.

    What became of words that were sent before is forgotten, too.
    """
    SentTogether.objects.filter(at__lt=before).delete()
    return _deleted(Unsent.objects.filter(saved_at__lt=before))


def _deleted(rows: QuerySet[Unsent]) -> int:
    """Delete rows, with what says that they are shared; return how many there were."""
    _count, of_each = rows.delete()
    return of_each.get(Unsent._meta.label, 0)
