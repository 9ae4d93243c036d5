"""The redline of two versions of a text, as the writers of files take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.drafting import Inexpressible
from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.comparing.redline import RedlineClause, redline
from dabir.formats.docx_redlines import write_redline_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.redlines import MarkedClause, Redline, Stretch
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.files.going_out import Shape, write_between
from dabir.stages.texts.models import Version
from dabir.stages.texts.snapshots import snapshot

WRITERS: dict[str, Callable[[Redline], bytes]] = {"pdf": write_pdf, "docx": write_redline_docx}
"""The files that a redline is written to, by their ending."""


def redline_of(before: Version, after: Version) -> Redline:
    """Return the redline of `after` against `before`, in the text's own language."""
    text = after.text
    language: Literal["fa", "en"] = "fa" if text.language == "fa" else "en"
    with reading_as(Preferences.of_language(language)):
        day = day_of(after)
        subtitle = _("%(after)s of %(day)s against %(before)s") % {
            "after": after.symbol,
            "before": before.symbol,
            "day": show_day(day),
        }
        restricted = text.address.confidentiality != Confidentiality.PUBLIC
        marks = _printed(before), _printed(after)
        clauses = tuple(
            MarkedClause(
                label=_mark(each, marks),
                was=_("before: %(mark)s") % {"mark": was} if (was := _was(each, marks)) else "",
                what=each.what,
                heading=tuple(stretches(each.heading)),
                text=tuple(stretches(each.text)),
                depth=each.depth,
            )
            for each in redline(snapshot(before), snapshot(after), text.language)
        )
        return Redline(
            language=language,
            direction="rtl" if language == "fa" else "ltr",
            title=_("Redline: %(text)s") % {"text": text.name},
            subtitle=subtitle,
            author=text.group.name,
            put_in=_("put in"),
            taken_out=_("taken out"),
            clauses=clauses,
            classification=str(text.address.get_confidentiality_display()) if restricted else "",
            day=day,
        )


Marks = Mapping[str, str] | None
"""What is printed before each clause, by uid; None where that follows from where it stands."""


def _printed(version: Version) -> Marks:
    if not version.text.external:
        return None
    language = version.text.language
    return {
        str(uid): marks.get(language, "")
        for uid, marks in version.clauses.values_list("uid", "marks")
    }


def _mark(clause: RedlineClause, marks: tuple[Marks, Marks]) -> str:
    """Return what stands before a clause: in a text of others what its issuer printed."""
    before, after = marks
    if before is None or after is None:
        return clause.mark
    return after.get(clause.uid, before.get(clause.uid, ""))


def _was(clause: RedlineClause, marks: tuple[Marks, Marks]) -> str:
    before, after = marks
    if before is None or after is None:
        return clause.was
    both = clause.uid in before and clause.uid in after
    return before[clause.uid] if both and before[clause.uid] != after[clause.uid] else ""


def day_of(version: Version) -> date:
    """Return the day on which a version was made, where its group is."""
    return version.at.astimezone(ZoneInfo(version.text.group.time_zone)).date()


def stretches(changes: Iterable[Change]) -> Iterable[Stretch]:
    """Return changes as the writers of redlines take them."""
    for change in changes:
        if change.kind == "equal":
            yield Stretch(kind="equal", text=change.new)
            continue
        if change.old:
            yield Stretch(kind="delete", text=change.old)
        if change.new:
            yield Stretch(kind="insert", text=change.new)


def write_redline(before: Version, after: Version, ending: str, reader: Reader) -> bytes:
    """Return the redline as a file.

    In Word the changes are tracked ones in the clauses of `before`, each known again when the file
    comes back; where Word could not track them, and of a text of others, whose marks are not
    counted, it shows them on its own. It is in our layout, since it is delivered to others too.

    Raises:
        KeyError: no writer for this ending.
    """
    if ending == "docx" and not after.text.external:
        with suppress(Inexpressible):
            shape = Shape(languages=(after.text.language,))
            return write_between(before, after, reader, shape).data
    return WRITERS[ending](redline_of(before, after))
