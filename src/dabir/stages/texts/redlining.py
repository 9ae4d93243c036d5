"""The redline of two versions of a text, as the writers of files take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.drafting.comparing.redline import redline
from dabir.formats.docx_redlines import write_redline_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.redlines import MarkedClause, Redline, Stretch
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.trace.models import Confidentiality
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
        clauses = tuple(
            MarkedClause(
                label=each.mark,
                was=_("before: %(mark)s") % {"mark": each.was} if each.was else "",
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


def write_redline(before: Version, after: Version, ending: str) -> bytes:
    """Return the redline as a file.

    Raises:
        KeyError: no writer for this ending.
    """
    return WRITERS[ending](redline_of(before, after))
