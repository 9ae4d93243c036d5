"""The progress report of a group, put into words: in the reader's language, calendar and digits."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.chain.progress import Asked, Progress
from dabir.chain.progress_people import by_body, meetings_held, membership, section
from dabir.chain.timeline_picture import Words, specification
from dabir.drawing.pictures import render_png, render_svg
from dabir.formats.reports import (
    Band,
    Facts,
    Figure,
    Figures,
    Heading,
    Part,
    Picture,
    Prose,
    Report,
    Table,
)
from dabir.foundation.people.preferences import preferences, show_day, show_digits, show_percent
from dabir.stages.decisions.models import Submittal
from dabir.stages.mandates.division import LEADS, SUPPORTS, Carrier
from dabir.stages.mandates.models import Duty, Extension
from dabir.stages.mandates.models import Report as DutyReport

MOST_IN_THE_PICTURE = 9
PICTURE_WIDTH, PICTURE_GUTTER = 760, 210
LETTERS_OF_A_REPORT = 400


def progress_report(found: Progress) -> Report:
    """Return the report, ready to be written."""
    language = preferences().language
    parts: list[Part] = [
        _facts(found),
        _figures(found),
        *_asked(found),
        *_delivered(found),
        *_late(found),
        *_coming(found),
        *_picture(found),
        *by_body(found),
        *membership(found),
        *meetings_held(found),
        *_end(found),
    ]
    return Report(
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        title=_("Progress report"),
        kicker=found.group.name,
        subtitle=_("%(group)s, as of %(day)s")
        % {"group": found.group.name, "day": show_day(found.today)},
        classification=str(found.confidentiality.label),
        parts=tuple(parts),
        day=found.today,
    )


def period_words(found: Progress) -> str:
    """Return the period of the report in words."""
    if found.since is None:
        return _("from the beginning to %(until)s") % {"until": show_day(found.until)}
    days = {"since": show_day(found.since), "until": show_day(found.until)}
    return _("from %(since)s to %(until)s") % days


def _named(carriers: Iterable[Carrier]) -> str:
    return _(", ").join(carrier.name for carrier in carriers)


def _carried(one: Asked) -> str:
    """Return who answers for a duty, and on a line below who supports."""
    lead = _named(one.line.carriers(LEADS)) or _("nobody")
    support = _named(one.line.carriers(SUPPORTS))
    return lead + ("\n" + _("with %(bodies)s") % {"bodies": support} if support else "")


def _due(one: Asked) -> str:
    if one.line.due_on:
        return show_day(one.line.due_on)
    if not one.line.within:
        return _("standing")
    return _("to confirm")


def _state(one: Asked) -> str:
    words = str(Duty.State(one.line.state).label)
    if one.line.percent and one.line.state != Duty.State.DONE:
        words = _(", ").join((words, show_percent(one.line.percent)))
    return f"{words} ({_('overdue')})" if one.days_late else words


def _facts(found: Progress) -> Facts:
    group = found.group
    pairs = [(_("Period"), period_words(found))]
    if group.responsible_body:
        pairs.append((_("Responsible body"), group.responsible_body.name))
    if group.higher_body:
        pairs.append((_("Higher body"), group.higher_body.name))
    for mandate in found.mandates:
        said = [mandate.name]
        if mandate.issuer:
            said.append(mandate.issuer.name)
        if mandate.number:
            said.append(_("number %(number)s") % {"number": show_digits(mandate.number)})
        if mandate.adopted_on:
            said.append(_("adopted on %(day)s") % {"day": show_day(mandate.adopted_on)})
        if mandate.notified_on:
            said.append(_("notified on %(day)s") % {"day": show_day(mandate.notified_on)})
        pairs.append((_("Mandate"), _(", ").join(said)))
    return Facts(pairs=tuple(pairs))


def _figures(found: Progress) -> Figures:
    delivered = len(found.reports) + len(found.issuances) + len(found.submittals)
    late = len(found.late)
    return Figures(
        figures=(
            Figure(value=show_digits(len(found.duties)), label=_("duties asked for")),
            Figure(value=show_digits(len(found.done)), label=_("done"), tone="good"),
            Figure(value=show_digits(late), label=_("overdue"), tone="bad" if late else ""),
            Figure(value=show_digits(delivered), label=_("delivered in the period")),
            Figure(value=show_digits(len(found.meetings)), label=_("meetings held")),
        )
    )


def _asked(found: Progress) -> list[Part]:
    rows: list[tuple[str, ...] | Band] = []
    for source, asked in found.by_source():
        rows.append(Band(text=source or _("Given without a document that you may see")))
        rows += [
            (
                show_digits(one.line.clause),
                one.line.text,
                _carried(one),
                _due(one),
                _state(one),
            )
            for one in asked
        ]
    table = Table(
        columns=(_("Clause"), _("Duty"), _("Responsible"), _("Deadline"), _("State")),
        rows=tuple(rows),
        widths=(1.0, 4.3, 3.2, 1.5, 1.5),
    )
    return section(
        _("What was asked, and by whom"), table if rows else None, _("Nothing has been asked.")
    )


def _delivered(found: Progress) -> list[Part]:
    rows: list[tuple[str, ...] | Band] = []

    def band(title: str, lines: list[tuple[str, ...]]) -> None:
        if lines:
            rows.append(Band(text=title))
            rows.extend(lines)

    states = dict(DutyReport.State.choices)
    band(
        _("Reports on duties"),
        [
            (
                show_day(timezone.localdate(report.at)),
                _cut(report.text) or _("(in its files)"),
                _cut(report.duty.text, 160),
                str(states[report.state]),
            )
            for report in found.reports
        ],
    )
    band(
        _("Decisions adopted"),
        [
            (
                show_day(timezone.localdate(decision.at)),
                _cut(decision.wording),
                decision.meeting.name,
                str(decision.get_outcome_display()),
            )
            for decision in found.decisions
        ],
    )
    band(
        _("Texts handed to a higher body"),
        [
            (
                show_day(timezone.localdate(submittal.submitted_at)),
                f"{submittal.text.name} ({submittal.version.symbol})",
                submittal.higher_body.name,
                _answered(submittal),
            )
            for submittal in found.submittals
        ],
    )
    band(
        _("Texts issued"),
        [
            (
                show_day(issuance.issued_on) if issuance.issued_on else "",
                issuance.name,
                issuance.issuer.name if issuance.issuer else "",
                _("number %(number)s") % {"number": show_digits(issuance.number)}
                if issuance.number
                else str(issuance.get_state_display()),
            )
            for issuance in found.issuances
        ],
    )
    table = Table(
        columns=(_("Day"), _("What was delivered"), _("On or to"), _("State")),
        rows=tuple(rows),
        widths=(1.6, 4.1, 3.1, 1.5),
    )
    return section(
        _("What was delivered"),
        table if rows else None,
        _("Nothing was delivered in the period."),
    )


def _answered(submittal: Submittal) -> str:
    words = str(submittal.get_state_display())
    if submittal.answered_at and submittal.state != Submittal.State.AWAITED:
        words = _(", ").join((words, show_day(timezone.localdate(submittal.answered_at))))
    return words


def _cut(text: str, most: int = LETTERS_OF_A_REPORT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def _late(found: Progress) -> list[Part]:
    rows = tuple(
        (
            one.line.text,
            _named(one.line.carriers(LEADS)) or _("nobody"),
            _due(one),
            ngettext("%(count)s day", "%(count)s days", one.days_late)
            % {"count": show_digits(one.days_late)},
            _cut(one.report.obstacle, 200) if one.report else "",
            _extended(one.extensions),
        )
        for one in found.late
    )
    table = Table(
        columns=(
            _("Duty"), _("Responsible"), _("Deadline"), _("Overdue by"), _("Obstacle reported"),
            _("Extension"),
        ),
        rows=rows,
        widths=(3.2, 1.8, 1.4, 1.2, 1.9, 1.7),
    )  # fmt: skip
    return section(_("What is late"), table if rows else None, _("Nothing is late."))


def _extended(extensions: Iterable[Extension]) -> str:
    words = []
    for one in extensions:
        until = one.until_granted if one.state == Extension.State.GRANTED else one.until
        said = {"state": str(one.get_state_display()), "day": show_day(until or one.until)}
        words.append(_("until %(day)s: %(state)s") % said)
    return "\n".join(words)


def _coming(found: Progress) -> list[Part]:
    rows = tuple(
        (
            _due(one),
            one.line.text,
            _named(one.line.carriers(LEADS)) or _("nobody"),
            _state(one),
        )
        for one in found.coming
    )
    table = Table(
        columns=(_("Deadline"), _("Duty"), _("Responsible"), _("State")),
        rows=rows,
        widths=(1.6, 4.4, 2.4, 1.6),
    )
    return section(
        _("What is due in the next sixty days"),
        table if rows else None,
        _("Nothing is due in the next sixty days."),
    )


def _picture(found: Progress) -> list[Part]:
    if not found.timeline:
        return []
    words = Words(_("Time picture"), _("today"), _("+%(count)s more"))
    spec = specification(
        found.timeline.at_most(MOST_IN_THE_PICTURE),
        words,
        width=PICTURE_WIDTH,
        gutter=PICTURE_GUTTER,
    )
    days = {"begin": show_day(found.timeline.begin), "end": show_day(found.timeline.end)}
    description = _("Duties, calls, meetings, mandates and issuances from %(begin)s to %(end)s.")
    return [
        Heading(text=_("Time picture")),
        Picture(svg=render_svg(spec), png=render_png(spec), description=description % days),
        Prose(
            text=_(
                "A bar runs to a deadline. Diamond: open; disc: done; triangle: overdue; square: "
                "a mandate, a meeting, an issuance. Hollow signs: a deadline before its extension, "
                "or the day on which it was done."
            ),
            quiet=True,
        ),
    ]


def _end(found: Progress) -> list[Part]:
    said = _("Drawn from the records of the group on %(day)s, as far as its reader may see them.")
    parts: list[Part] = [Prose(text=said % {"day": show_day(found.today)}, quiet=True)]
    if found.seal:
        words = _("Latest seal of the record: number %(number)s of %(day)s, %(digest)s.") % {
            "number": show_digits(found.seal.sequence),
            "day": show_day(timezone.localdate(found.seal.at)),
            "digest": found.seal.digest,
        }
        parts.append(Prose(text=words, quiet=True))
    return parts
