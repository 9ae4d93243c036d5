"""Codes as rows of a table: one for each theme of each passage."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.exporting import Coders, coded_submissions, day_of, themes_of
from dabir.stages.themes.models import Stance


def columns() -> tuple[str, ...]:
    """Return what stands in the first row, in the reader's language."""
    return (
        _("receipt number"),
        _("received on"),
        _("sector"),
        _("province"),
        _("question"),
        _("passage"),
        _("start"),
        _("end"),
        _("words"),
        _("theme above"),
        _("theme"),
        _("theme (id)"),
        _("stance"),
        _("stance (word)"),
        _("coder"),
        _("coded at"),
        _("settled in a round"),
        _("reason"),
    )


def rows_of(call: Call, reader: Person, *, named: bool) -> Iterator[list[str]]:
    """Yield a row for each code that the reader may see; coded passages alone.

    `start` and `end` are where the passage stands in its answer, in code points. Provinces are for
    the secretariat.
    """
    everything = reads_everything(reader, call.group)
    coders = Coders(named=named, label=_("coder"))
    above = {theme.pk: theme.name for theme in themes_of(reader, call)}
    for submission, passages in coded_submissions(reader, call):
        for one in passages:
            question = one.passage.answer.question
            for code in one.codes:
                theme = code.theme
                yield [
                    submission.receipt,
                    day_of(submission.received_at),
                    submission.get_sector_display(),
                    submission.province if everything else "",
                    question.prompt if question else "",
                    str(one.passage.address_id),
                    str(one.passage.start),
                    str(one.passage.end),
                    one.words,
                    above.get(theme.parent_id or 0, ""),
                    theme.name,
                    str(theme.address_id),
                    code.stance,
                    str(Stance(code.stance).label),
                    coders.of(code.by).name,
                    code.at.isoformat(timespec="seconds"),
                    "1" if code.round_id else "",
                    one.why,
                ]
