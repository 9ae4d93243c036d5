"""Texts for tests, made through the acts of the texts stage."""

from __future__ import annotations

from collections.abc import Mapping

from dabir.domain import drafting
from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, NumberStyle, Operation
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality, new_id
from dabir.stages.calls.acts import draft_call
from dabir.stages.calls.models import Call
from dabir.stages.texts.acts import draft_zero, propose_amendment, start_text
from dabir.stages.texts.models import Amendment, Text
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import snapshot
from dabir.stages.themes.models import Consideration
from tests.factories import AT

WORDS = {
    "one": {"fa": "کارگروه هر ماه گزارش می‌دهد.", "en": "The group reports every month."},
    "two": {"fa": "دبیرخانه گزارش را منتشر می‌کند.", "en": "The secretariat publishes the report."},
    "note": {"fa": "گزارش محرمانه منتشر نمی‌شود.", "en": "A confidential report is not published."},
}
UIDS = {key: str(new_id()) for key in WORDS}
"""Two articles and a note to the second, by their keys."""


def drafted(
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> list[drafting.Clause]:
    words = words or WORDS
    return [
        drafting.Clause(
            UIDS["one"], None, 0, Kind.ARTICLE, heading={"fa": "گزارش"}, text=words["one"]
        ),
        drafting.Clause(UIDS["two"], None, 1, Kind.ARTICLE, text=words["two"]),
        drafting.Clause(UIDS["note"], UIDS["two"], 0, Kind.NOTE, text=words["note"]),
    ]


def make_text(group: Group, secretary: Person, *, zero: bool = True, **details: object) -> Text:
    details = {
        "titles": {"fa": "آیین‌نامهٔ گزارش", "en": "Rules of reporting"},
        "kind": "rules",
    } | details
    text = start_text(group=group, actor=secretary, at=AT, **details)
    if zero:
        draft_zero(text=text, clauses=drafted(), actor=secretary, at=AT)
    return text


def make_consideration(
    group: Group,
    secretary: Person,
    *,
    confidentiality: Confidentiality = Confidentiality.GROUP,
    state: Consideration.State = Consideration.State.ADOPTED,
) -> Consideration:
    number = group.considerations.count() + 1
    return Consideration.objects.create(
        address=new_address(Consideration, group=group, confidentiality=confidentiality),
        group=group,
        number=number,
        texts={"fa": f"ملاحظهٔ {number}", "en": f"Consideration no. {number}"},
        state=state,
        by=secretary,
        at=AT,
    )


def make_call(group: Group, secretary: Person, kind: str = "comments") -> Call:
    return draft_call(
        group=group,
        code=f"call-{group.pk}-{group.calls.count()}",
        kind=kind,
        titles={"fa": "نظرخواهی"},
        actor=secretary,
        at=AT,
    )


def edit(text: Text, key: str, old: str, new: str, language: str = "fa") -> Edit:
    """An edit of the one place in the present version where `old` stands."""
    base = snapshot(latest_version(text))
    start = base[UIDS[key]].text[language].index(old)
    return Edit(UIDS[key], language, start, start + len(old), old, new)


def add_note(parent: str, words: str, after: str | None = None) -> Add:
    return Add(str(new_id()), UIDS[parent], after, Kind.NOTE, NumberStyle.DIGITS, {}, {"fa": words})


def delete(key: str) -> Delete:
    return Delete(UIDS[key])


def move(key: str, parent: str | None, after: str | None = None) -> Move:
    return Move(UIDS[key], parent and UIDS[parent], after and UIDS[after])


def propose(
    text: Text, person: Person, *operations: Operation, body: Body | None = None, **details: object
) -> Amendment:
    return propose_amendment(
        text=text, operations=operations, body=body, actor=person, at=AT, **details
    )
