"""Acts on required outputs: a text begun from the draft that came, and versions handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.drafting import Clause, Kind, NumberStyle
from dabir.domain.drafting.comparing.marked import read_marked
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.reading import read_text
from dabir.foundation.files.keeping import read_original
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation, new_id
from dabir.stages.mandates.acts import report_duty
from dabir.stages.mandates.models import Clause as MandateClause
from dabir.stages.mandates.models import Duty, Report
from dabir.stages.texts import policy
from dabir.stages.texts.acts.drafting import draft_zero, start_text
from dabir.stages.texts.files.redlining import WRITERS, write_redline
from dabir.stages.texts.models import HandIn, Text, Version

STRICTER = (
    Confidentiality.PUBLIC,
    Confidentiality.GROUP,
    Confidentiality.BODIES,
    Confidentiality.SECRETARIAT,
)
"""The levels of confidentiality, each read by fewer than the one before."""
_KINDS = {
    "article": Kind.ARTICLE,
    "note": Kind.NOTE,
    "chapter": Kind.CHAPTER,
    "annex": Kind.ANNEX,
    "paragraph": Kind.PARAGRAPH,
}
"""Clauses of a mandate as clauses of a text; numbered and lettered ones follow their depth."""


def _new_uid() -> str:
    return str(new_id())


def clauses_of_annex(
    annex: MandateClause, within: Sequence[MandateClause], language: str
) -> list[Clause]:
    """Return what stands in an annex as the clauses of a draft; its own words are the preamble.

    `within` are the clauses of the annex's mandate, in order.
    """
    made: dict[int, Clause] = {}
    inside: dict[int, Kind] = {}
    if annex.text.strip():
        made[annex.pk] = Clause(
            uid=_new_uid(),
            parent=None,
            order=0,
            kind=Kind.PREAMBLE,
            style=NumberStyle.NONE,
            text={language: annex.text.strip()},
        )
    for row in within:
        if row.parent_id != annex.pk and row.parent_id not in inside:
            continue
        above = made.get(row.parent_id) if row.parent_id in inside else None
        kind = _KINDS.get(row.kind)
        if kind is None:
            deeper = above is not None and above.kind in {Kind.CLAUSE, Kind.ITEM}
            kind = Kind.ITEM if deeper else Kind.CLAUSE
        inside[row.pk] = kind
        made[row.pk] = Clause(
            uid=_new_uid(),
            parent=above.uid if above is not None else None,
            order=len(made),
            kind=kind,
            style=_style(kind, row.number),
            text={language: row.text.strip()},
        )
    return list(made.values())


def _style(kind: Kind, number: str) -> NumberStyle:
    if not number or kind is Kind.PARAGRAPH:
        return NumberStyle.NONE
    return NumberStyle.DIGITS if number.isdigit() else NumberStyle.LETTERS


def _drafted(duty: Duty, language: str) -> tuple[Addressable, list[Clause]]:
    """Return the draft that came with a duty, and its clauses."""
    if duty.draft_annex is not None:
        annex = duty.draft_annex
        within = list(annex.mandate.clauses.order_by("order"))
        return annex, clauses_of_annex(annex, within, language)
    draft = duty.draft
    if draft is None:
        raise Refused(_("No draft came with it: start the text and write its zero draft."))
    try:
        read = read_text(read_original(draft), filename=draft.name)
    except Unreadable as error:
        raise Refused(_(error.message) % error.parameters) from error
    return draft, read_marked(read.text, language, _new_uid)


def _readers(duty: Duty, draft: Addressable) -> tuple[Confidentiality, list[Body]]:
    """Return who may read a text begun for the duty from the draft: whoever may read both."""
    levels = [Confidentiality(each.address.confidentiality) for each in (duty, draft)]
    level = max(levels, key=STRICTER.index)
    if level != Confidentiality.BODIES:
        return level, []
    named = [
        set(each.address.bodies.all())
        for each in (duty, draft)
        if each.address.confidentiality == Confidentiality.BODIES
    ]
    if Confidentiality.GROUP in levels:
        named.append(set(Body.objects.filter(seats__group=duty.group)))
    both = set.intersection(*named)
    if not both:
        return Confidentiality.SECRETARIAT, []
    return level, sorted(both, key=lambda body: body.pk)


@act
def begin_text_from_output(
    *,
    duty: Duty,
    actor: Person,
    at: datetime,
    kind: Text.Kind | str = Text.Kind.PAPER,
    language: str = "",
) -> Text:
    """Begin the text that a duty requires: its version 0 is the draft that came with the mandate.

    The text is as confidential as the duty, or as the draft where fewer may read that, and in the
    group's language unless said otherwise.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is begun already.
        Refused: the duty requires no text, no draft came with it, or the draft has no clauses.
    """
    duty = lock(duty)
    policy.may_begin_output(actor, duty).require()
    spoken = language or duty.group.language
    draft, clauses = _drafted(duty, spoken)
    level, bodies = _readers(duty, draft)
    text = start_text(
        group=duty.group,
        titles={spoken: duty.title or duty.text[:200]},
        kind=kind,
        language=spoken,
        duty=duty,
        confidentiality=level,
        bodies=bodies,
        actor=actor,
        at=at,
    )
    with reading_as(Preferences.of_language(duty.group.language)):
        note = _("The draft that came with the mandate.")
    zero = draft_zero(text=text, clauses=clauses, note=note, actor=actor, at=at)
    link(draft, zero, Relation.PROPOSES, by=actor, at=at)
    record(actor=actor, at=at, about=text, duty=duty.pk, clauses=len(clauses))
    return text


@act
def hand_in_text(
    *,
    version: Version,
    actor: Person,
    at: datetime,
    text: str = "",
    percent: int = 100,
    obstacle: str = "",
    files: Iterable[tuple[str, bytes]] = (),
) -> Report:
    """Hand a version in for the output that its text is written for, as a report on that duty.

    The redline against version 0 goes with it, as PDF and as a Word file, unless the text is read
    by fewer people than the duty.

    Raises:
        NotPermitted: the actor does not carry the duty, or may not see the version.
        NotNow: a report waits to be verified, or the duty is over.
        Refused: the text is written for no required output.
    """
    policy.may_hand_in(actor, version).require()
    duty = version.text.duty
    assert duty is not None  # noqa: S101 (the policy asks for one)
    with reading_as(Preferences.of_language(duty.group.language)):
        said = _("%(version)s is handed in.") % {"version": version.symbol}
    report = report_duty(
        duty=duty,
        text=text.strip() or said,
        percent=percent,
        obstacle=obstacle,
        files=[*_redlines(version, duty, actor), *files],
        origins=[version],
        actor=actor,
        at=at,
    )
    HandIn.objects.create(version=version, report=report)
    record(actor=actor, at=at, about=version, report=report.pk)
    return report


def _redlines(version: Version, duty: Duty, actor: Person) -> list[tuple[str, bytes]]:
    """Return the redline against version 0 as files, where whoever sees the duty sees the text."""
    zero = version.text.versions.filter(order=0).first()
    same = version.address.confidentiality == duty.address.confidentiality
    if zero is None or zero.pk == version.pk or not same:
        return []
    zero.text = version.text
    name: Callable[[str], str] = f"redline-{version.order}.{{}}".format
    return [(name(ending), write_redline(zero, version, ending, actor)) for ending in WRITERS]
