"""Files that take longer to read than a page may: read in the background, and shown once read.

A reading is kept by what it was read against, so that looking at the page again, or sending what
was seen there, reads nothing anew; a worker that is killed begins it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dabir.domain.drafting.plain import from_plain_list, to_plain
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.formats.word_changes import AnotherBase, Remark
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.texts.files.coming_in import Coming, Doubt, Incoming, read_incoming
from dabir.stages.texts.files.told import told
from dabir.stages.texts.models import DraftFile, FileReading, ReceivedFile, Version

READ_FILE = "texts.read_file"
READ_DRAFT = "texts.read_draft"
"""The names of the work that reads changed copies, and files of drafts."""

LONG = {".pdf": 80_000, ".docx": 400_000, ".docm": 400_000, ".odt": 400_000, "": 2_000_000}
"""Bytes from which a page does not wait for a file, by its ending; "" is for all others.

A page of a PDF takes a fifth of a second; plain text of a megabyte takes no longer than that.
"""


MOST_READINGS = 12
"""Readings of one file that are kept: against some versions, with some answers."""

MOST_UNREAD = 3
"""Readings of one file that may wait at a time."""


def is_long(name: str, size: int) -> bool:
    """Whether a file is read in the background."""
    return size > LONG.get(PurePath(name).suffix.lower(), LONG[""])


def key_of(
    versions: Sequence[Version], base: Version | None, said: Mapping[int, str] | None
) -> str:
    """Return what a reading depends on besides the file."""
    latest = versions[-1]
    facts = [
        base.pk if base is not None else 0,
        latest.pk,
        latest.at.isoformat(),
        sorted((said or {}).items()),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def incoming_of(
    received: ReceivedFile,
    versions: Sequence[Version],
    *,
    base: Version | None = None,
    said: Mapping[int, str] | None = None,
) -> Incoming | None:
    """Return what a file proposes: read now, or read before if it is long; None until it is.

    Raises:
        Refused: it cannot be read, or what it does to the clauses cannot be proposed.
        NotNow: there is no version.
    """
    if not versions or not _long(received.original):
        return read_incoming(received, versions, base=base, said=said)
    reading = received.readings.filter(key=key_of(versions, base, said)).first()
    if reading is None:
        return None
    if reading.refusal:
        raise Refused(told(reading.refusal))
    return None if reading.outcome is None else _from_plain(reading.outcome, versions)


def require_incoming(
    received: ReceivedFile,
    versions: Sequence[Version],
    *,
    base: Version | None = None,
    said: Mapping[int, str] | None = None,
) -> Incoming:
    """Return what a file proposes, as `incoming_of` does.

    Raises:
        NotNow: it is not read yet.
    """
    incoming = incoming_of(received, versions, base=base, said=said)
    if incoming is None:
        raise NotNow(_("The file is not read yet. Look again in a moment."))
    return incoming


def reading_under_way(
    received: ReceivedFile,
    versions: Sequence[Version],
    *,
    base: Version | None,
    said: Mapping[int, str] | None,
) -> Work | None:
    """Return the work that reads a long file against these versions; None where nobody asked."""
    reading = received.readings.filter(key=key_of(versions, base, said)).first()
    return None if reading is None else Work.objects.filter(key=reading.work_key).first()


def have_read(
    received: ReceivedFile,
    versions: Sequence[Version],
    *,
    base: Version | None,
    said: Mapping[int, str] | None,
    actor: Person,
    at: datetime,
) -> Work:
    """Have a long file read against these versions, and return the work; asking again asks once.

    The last `MOST_READINGS` of a file are kept: others are made anew when somebody asks.

    Raises:
        NotNow: it is being read in `MOST_UNREAD` other ways already.
    """
    arguments = {
        "base": base.pk if base is not None else None,
        "versions": [version.pk for version in versions],
        "said": sorted((said or {}).items()),
    }
    with transaction.atomic():
        ReceivedFile.objects.select_for_update(of=("self",)).get(pk=received.pk)
        key = key_of(versions, base, said)
        others = received.readings.exclude(key=key)
        finished = others.exclude(outcome__isnull=True, refusal="").order_by("-pk")
        if others.count() - finished.count() >= MOST_UNREAD:
            raise NotNow(_("This file is being read already. Look again in a moment."))
        stale = finished.values_list("pk", flat=True)[MOST_READINGS - 1 :]
        received.readings.filter(pk__in=list(stale)).delete()
        reading, _made = FileReading.objects.get_or_create(
            received=received, key=key, defaults={"at": at}
        )
        return ask(
            READ_FILE,
            key=reading.work_key,
            at=at,
            arguments=arguments | {"reading": reading.pk},
            queue=Work.Queue.HEAVY,
            group=received.text.group,
            actor=actor,
        )


def draft_under_way(file: DraftFile) -> Work | None:
    """Return the work that reads a long file of a draft; None where nobody asked."""
    return Work.objects.filter(key=file.work_key).first()


def have_draft_read(file: DraftFile, *, actor: Person, at: datetime) -> Work:
    """Have a long file of a draft read, and return the work; asking again asks once."""
    return ask(
        READ_DRAFT,
        key=file.work_key,
        at=at,
        arguments={"file": file.pk},
        queue=Work.Queue.HEAVY,
        group=file.text.group,
        actor=actor,
    )


def _long(original: Original) -> bool:
    return is_long(original.name, original.size)


# -- as plain data ---------------------------------------------------------------------------------


def plain(incoming: Incoming) -> dict[str, Any]:
    """Return a reading as `FileReading.outcome` keeps it."""
    parts = incoming.parts
    return {
        "base": incoming.base.pk,
        "tracked": incoming.tracked,
        "coming": [
            {
                "author": each.author,
                "operations": [to_plain(one) for one in each.operations],
                "lost": [to_plain(one) for one in each.lost],
                "remarks": [
                    {"author": one.author, "text": one.text, "uid": one.uid} for one in each.remarks
                ],
            }
            for each in incoming.coming
        ],
        "doubts": [[each.place, each.uid, each.line, each.clause] for each in incoming.doubts],
        "left_aside": list(incoming.left_aside),
        "unplaced": list(incoming.unplaced),
        "dependent": list(incoming.dependent),
        "notes": [str(each) for each in incoming.notes],
        "parts": parts.parameters if parts is not None else None,
        "fitting": [each.pk for each in incoming.fitting],
    }


def _from_plain(data: Mapping[str, Any], versions: Sequence[Version]) -> Incoming | None:
    """Return a reading that was kept; None where it names a version that is not among these."""
    by_pk = {version.pk: version for version in versions}
    if data["base"] not in by_pk or any(pk not in by_pk for pk in data["fitting"]):
        return None
    return Incoming(
        base=by_pk[data["base"]],
        tracked=data["tracked"],
        coming=tuple(
            Coming(
                author=each["author"],
                operations=from_plain_list(each["operations"]),
                lost=from_plain_list(each["lost"]),
                remarks=tuple(
                    Remark(author=one["author"], text=one["text"], uid=one["uid"])
                    for one in each["remarks"]
                ),
            )
            for each in data["coming"]
        ),
        doubts=tuple(Doubt(*each) for each in data["doubts"]),
        left_aside=tuple(data["left_aside"]),
        unplaced=tuple(data["unplaced"]),
        dependent=tuple(data["dependent"]),
        notes=tuple(data["notes"]),
        parts=AnotherBase(**data["parts"]) if data["parts"] is not None else None,
        fitting=tuple(by_pk[pk] for pk in data["fitting"]),
    )
