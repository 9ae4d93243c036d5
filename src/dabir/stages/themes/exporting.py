"""Codes to take away: what a reader may see of them, passage by passage, and who coded it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.exports import erased_with, exports_made
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries import passages_visible_to, reads_everything
from dabir.stages.themes.models import Code, Judgement, Theme
from dabir.stages.themes.queries import visible_to

EXPORT = "themes.export"
"""The name of the work that makes an export of codes."""
SLICE = 500

erased_with(EXPORT)


class Form(StrEnum):
    """In which form codes are taken away."""

    CSV = "csv"
    XLSX = "xlsx"
    QDPX = "qdpx"
    QDC = "qdc"
    DNA = "dna"


MEDIA_TYPES = {
    Form.CSV: "text/csv",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.QDPX: "application/zip",
    Form.QDC: "application/xml",
    Form.DNA: "application/vnd.sqlite3",
}


@dataclass(frozen=True, slots=True)
class Coder:
    """Who coded: an id that tells nothing, and a name where names were asked for."""

    id: uuid.UUID
    name: str


class Coders:
    """The coders met so far, numbered as they come; `named` shows their names."""

    def __init__(self, *, named: bool, label: str) -> None:
        self._named = named
        self._label = label
        self._known: dict[int, Coder] = {}

    def of(self, person: Person) -> Coder:
        """Return a person as a coder."""
        known = self._known.get(person.pk)
        if known is None:
            number = len(self._known) + 1
            # The pseudonym of the record stays inside: who holds two exports links nobody to it.
            own = uuid.uuid5(person.pseudonym, "coder" if self._named else f"coder {number}")
            name = person.name if self._named else f"{self._label} {number}"
            known = self._known[person.pk] = Coder(own, name)
        return known


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage with its codes, in the words that the reader may read.

    `why` is why a round settled it so; `settled` says that a round did.
    """

    passage: Passage
    words: str
    codes: tuple[Code, ...]
    settled: bool
    why: str


def codes_of(reader: Reader, call: Call) -> QuerySet[Code]:
    """Return the codes on passages of a call that the reader may see, under themes they may see."""
    passages = passages_visible_to(reader).filter(
        submission__call=call, submission__state=Submission.State.ACCEPTED
    )
    return Code.objects.filter(
        passage__in=passages.values("pk"),
        theme__in=themes_of(reader, call).values("pk"),
    )


def themes_of(reader: Reader, call: Call) -> QuerySet[Theme]:
    """Return the themes that the reader may see, those merged into others left out."""
    return visible_to(reader).filter(group=call.group, merged_into=None)


def coded_submissions(
    reader: Reader, call: Call
) -> Iterator[tuple[Submission, list[CodedPassage]]]:
    """Yield submissions with a coded passage at least, and all their passages that may be read.

    A passage without codes has none in its list: sources are taken away whole, as far as they are
    read. Slices keep memory within bounds.
    """
    everything = reads_everything(reader, call.group)
    codes = codes_of(reader, call)
    submissions = Submission.objects.filter(
        pk__in=codes.values("passage__submission")
    ).select_related("body", "call")
    seen = passages_visible_to(reader)
    after = 0
    while part := list(submissions.filter(pk__gt=after).order_by("pk")[:SLICE]):
        found: dict[int, list[CodedPassage]] = {one.pk: [] for one in part}
        passages = (
            seen.filter(submission__in=part)
            .order_by("submission", "order")
            .select_related("answer__question", "address", "submission")
            .prefetch_related(
                Prefetch("codes", codes.select_related("theme", "by", "round"), to_attr="held")
            )
        )
        whys = _whys([one.pk for one in part]) if everything else {}
        for passage in passages:
            held: tuple[Code, ...] = tuple(passage.held)
            found[passage.submission_id].append(
                CodedPassage(
                    passage,
                    clean(passage.text if everything else passage.shown),
                    held,
                    any(code.round_id for code in held),
                    whys.get(passage.pk, ""),
                )
            )
        for submission in part:
            yield submission, found[submission.pk]
        after = part[-1].pk


def _whys(submissions: list[int]) -> dict[int, str]:
    """Return why passages were settled as they are, by passage."""
    rows = Judgement.objects.filter(
        settles=True, item__passage__submission__in=submissions
    ).values_list("item__passage", "note")
    return {passage: note for passage, note in rows if note}


def clean(words: str) -> str:
    """Return words with plain ends of lines, as every tool counts them."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def day_of(moment: datetime) -> str:
    """Return the day of a moment: who holds logs of a server could tell more from the hour."""
    return moment.date().isoformat()


def coding_exports_made() -> QuerySet[Original]:
    """Return the exports of codes that were made and can still be read."""
    return exports_made(EXPORT)
