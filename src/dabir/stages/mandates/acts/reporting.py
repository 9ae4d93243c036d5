"""Acts on reports: sent, verified, sent back, sent on to whom the mandate says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.letters.acts import draft_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import give_like, link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.extending import let_extension_lapse
from dabir.stages.mandates.models import Duty, Report, ReportFile, Step
from dabir.stages.mandates.steps import note_step
from dabir.stages.mandates.telling import tell_carriers, tell_secretariat

MOST_FILES = 20


class Attached(NamedTuple):
    """A file that goes with a report, to be kept byte for byte."""

    name: str
    data: bytes


def _keep_files(report: Report, files: Sequence[tuple[str, bytes]], at: datetime) -> None:
    level = Confidentiality(report.address.confidentiality)
    for name, data in files:
        original = keep_original(
            data, name=name, group=report.duty.group, at=at, confidentiality=level
        )
        give_like(report.duty.address, original.address)
        ReportFile.objects.create(report=report, original=original)


@act
def report_duty(
    *,
    duty: Duty,
    text: str,
    actor: Person,
    at: datetime,
    percent: int = 100,
    obstacle: str = "",
    files: Iterable[tuple[str, bytes]] = (),
    to: Body | None = None,
    origins: Iterable[Addressable] = (),
) -> Report:
    """Report on a duty with words, files or both: how far it is, what stands in its way.

    `files` are names with their bytes, kept as they came. `to` is the body that gets the report
    once it is verified (default: whom the mandate names). `origins` are items that the report
    rests on, such as the version of a text that is handed in with it.

    A report below 100 percent leaves the duty in progress; one of 100 asks the secretariat to
    verify. It takes the place of an earlier one that nobody has verified, and answers the clause
    that gave the duty.

    Raises:
        NotPermitted: the actor does not carry the duty.
        NotNow: a report waits to be verified, or the duty is over.
        Refused: neither text nor file, too many files, or percent is not within 0 and 100.
    """
    duty = lock(duty)
    policy.may_carry(actor, duty, "report").require()
    kept = [Attached(*file) for file in files]
    if not text.strip() and not kept:
        raise Refused(_("Please write what was done, or add a file that says it."))
    if len(kept) > MOST_FILES:
        raise Refused(_("A report comes with at most twenty files."))
    if not 0 <= percent <= 100:
        raise Refused(_("Progress is between 0 and 100 percent."))
    if percent == 100:
        advance(duty, "report")
    elif duty.LIFE.allows(duty.state, "start"):
        advance(duty, "start")
    duty.percent = percent
    duty.save(update_fields=["state", "percent"])
    for earlier in duty.reports.filter(state=Report.State.SENT):
        advance(earlier, "supersede")
        earlier.save(update_fields=["state"])
    report = Report.objects.create(
        address=new_address(Report, group=duty.group, confidentiality=duty.address.confidentiality),
        duty=duty,
        text=text.strip(),
        percent=percent,
        obstacle=obstacle.strip(),
        to=to or duty.reporting_to,
        by=actor,
        at=at,
    )
    give_like(duty.address, report.address)
    _keep_files(report, kept, at)
    link(duty, report, Relation.REPLIES, by=actor, at=at)
    if duty.clause is not None:
        link(duty.clause, report, Relation.ANSWERS, by=actor, at=at)
    for origin in origins:
        link(origin, report, Relation.SUPPORTS, by=actor, at=at)
    note_step(duty, Step.Event.REPORT, by=actor, at=at, report=report)
    if percent == 100:
        tell_secretariat(
            duty,
            lambda: _("A duty is reported as done. Please verify the report."),
            key=f"report:{report.pk}",
            actor=actor,
            at=at,
        )
    record(actor=actor, at=at, about=duty, report=report.pk, percent=percent, files=len(kept))
    return report


def _answered(report: Report, event: str, answer: str, actor: Person, at: datetime) -> None:
    advance(report, event)
    report.answer = answer.strip()
    report.answered_by = actor
    report.answered_at = at
    report.save(update_fields=["state", "answer", "answered_by", "answered_at"])


@act
def return_report(*, report: Report, reason: str, actor: Person, at: datetime) -> Report:
    """Send a report back, saying what is missing; progress falls back to the report before.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was verified or sent back.
        Refused: no reason is given.
    """
    duty = lock(report.duty)
    report = lock(report)
    policy.may_answer_report(actor, report, "return").require()
    if not reason.strip():
        raise Refused(_("Please say what is missing."))
    _answered(report, "return", reason, actor, at)
    if report.percent == 100:
        advance(duty, "return")
    standing = duty.reports.exclude(state=Report.State.RETURNED).order_by("-at", "-pk").first()
    duty.percent = standing.percent if standing else 0
    duty.save(update_fields=["state", "percent"])
    note_step(duty, Step.Event.RETURN, by=actor, at=at, why=reason, report=report)
    tell_carriers(
        duty,
        lambda: _("A report on a duty was sent back. The page says what is missing."),
        key=f"report:{report.pk}:answered",
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=duty, report=report.pk, reason=reason)
    return report


@act
def verify_report(*, report: Report, actor: Person, at: datetime, note: str = "") -> Report:
    """Accept a report; with one of 100 percent the duty is done.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was verified or sent back.
    """
    duty = lock(report.duty)
    report = lock(report)
    policy.may_answer_report(actor, report, "verify").require()
    _answered(report, "verify", note, actor, at)
    if report.percent == 100:
        advance(duty, "verify")
        duty.save(update_fields=["state"])
        let_extension_lapse(duty, actor, at)
    note_step(duty, Step.Event.VERIFY, by=actor, at=at, why=note, report=report)
    tell_carriers(
        duty,
        lambda: _("A report on a duty was verified."),
        key=f"report:{report.pk}:answered",
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=duty, report=report.pk)
    return report


@act
def forward_report(
    *, report: Report, actor: Person, at: datetime, to: Body | None = None
) -> Letter:
    """Draft the letter that takes a verified report, with its files, to whom the mandate names.

    The letter is a draft: the secretariat reads, numbers and sends it.

    Raises:
        NotPermitted: the actor writes no letters of the group.
        NotNow: the report is not verified, or was sent on.
        Refused: nobody is named to whom it goes.
    """
    report = lock(report)
    duty = report.duty
    policy.may_forward(actor, report).require()
    receiver = to or report.to
    if receiver is None:
        raise Refused(_("Please say to whom the report goes."))
    day = duty.group.day(report.at)
    with reading_as(Preferences.of_language(duty.group.language)):
        subject = _("Report on a duty of the %(group)s") % {"group": duty.group}
        clause = duty.clause
        opening = (
            _("Under clause %(clause)s of %(mandate)s, this report of %(day)s is sent to you.")
            % {"clause": clause.path, "mandate": clause.mandate, "day": show_day(day)}
            if clause is not None
            else _("This report of %(day)s is sent to you.") % {"day": show_day(day)}
        )
    files = list(report.files.select_related("address"))
    letter = draft_letter(
        group=duty.group,
        kind=Letter.Kind.OUTGOING,
        subject=subject,
        text="\n\n".join(part for part in (opening, duty.text, report.text) if part),
        receivers=[receiver],
        about=[duty, report],
        enclosures=files,
        actor=actor,
        at=at,
    )
    report.to = receiver
    report.letter = letter
    report.save(update_fields=["to", "letter"])
    link(report, letter, Relation.ISSUES, by=actor, at=at)
    note_step(duty, Step.Event.FORWARD, by=actor, at=at, report=report)
    record(actor=actor, at=at, about=report, letter=letter.pk, to=receiver.pk)
    return letter
