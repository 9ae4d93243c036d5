"""Texts, versions, clauses, grounds and amendments that a reader may see."""

from __future__ import annotations

import uuid
from hashlib import sha256

from django.db.models import Q, QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.stages.texts.models import (
    Amendment,
    Clause,
    DraftFile,
    Finding,
    Ground,
    Guard,
    ReceivedFile,
    Text,
    Upstream,
    UpstreamClause,
    Version,
)


def visible_to(reader: Reader) -> QuerySet[Text]:
    """Return the texts the reader may see."""
    return Text.objects.filter(seen_by(reader, "address__")).select_related("group", "address")


def versions_visible_to(reader: Reader) -> QuerySet[Version]:
    """Return the versions the reader may see."""
    return Version.objects.filter(seen_by(reader, "address__"))


def clauses_visible_to(reader: Reader) -> QuerySet[Clause]:
    """Return the clauses of all versions that the reader may see, with their wordings."""
    return (
        Clause.objects.filter(seen_by(reader, "address__"))
        .select_related("version")
        .prefetch_related("wordings")
    )


def amendments_visible_to(reader: Reader) -> QuerySet[Amendment]:
    """Return the amendments the reader may see, with their proposers and versions."""
    return (
        Amendment.objects.filter(seen_by(reader, "address__"))
        .select_related("proposer", "base", "first_base", "carried_into", "by", "address")
        .prefetch_related("sponsors")
    )


def grounds_visible_to(reader: Reader) -> QuerySet[Ground]:
    """Return the grounds of which the reader may see both the clause and the consideration."""
    return Ground.objects.filter(
        seen_by(reader, "clause__address__"), seen_by(reader, "consideration__address__")
    ).select_related("consideration", "consideration__dimension")


def received_files_visible_to(reader: Reader) -> QuerySet[ReceivedFile]:
    """Return the files that the reader sent, or may see as originals, of texts that they may see.

    Files of others are the secretariat's: what they would propose is not proposed yet.
    """
    person = signed_in(reader)
    mine = Q(by=person) if person is not None else Q(pk__in=())
    return ReceivedFile.objects.filter(
        seen_by(reader, "text__address__"), mine | seen_by(reader, "original__address__")
    ).select_related("text__group", "original", "by")


def draft_files_visible_to(reader: Reader) -> QuerySet[DraftFile]:
    """Return the files of drafts that the reader may see as originals, of texts they may see."""
    return DraftFile.objects.filter(
        seen_by(reader, "text__address__"), seen_by(reader, "original__address__")
    ).select_related("text__group", "original", "by", "version")


def waiting_draft_file(text: Text, data: bytes, reader: Reader) -> DraftFile | None:
    """Return the file with these bytes that waits to become the draft of a text, if any."""
    waiting = draft_files_visible_to(reader).filter(text=text, version=None, set_aside_at=None)
    return waiting.filter(original__sha256=sha256(data).hexdigest()).first()


def guards_visible_to(reader: Reader) -> QuerySet[Guard]:
    """Return the guards of red lines that the reader may see, and the red lines themselves."""
    return Guard.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "consideration__address__")
    ).select_related("consideration", "judge")


def documents_visible_to(reader: Reader) -> QuerySet[Upstream]:
    """Return the upstream documents the reader may see."""
    return Upstream.objects.filter(seen_by(reader, "address__"))


def upstream_visible_to(reader: Reader) -> QuerySet[UpstreamClause]:
    """Return the clauses of upstream documents the reader may see."""
    return UpstreamClause.objects.filter(seen_by(reader, "address__")).select_related("document")


def findings_visible_to(reader: Reader) -> QuerySet[Finding]:
    """Return the findings the reader may see, where they may see the clauses on both sides."""
    return Finding.objects.filter(
        seen_by(reader, "address__"),
        seen_by(reader, "clause__address__"),
        seen_by(reader, "upstream__address__"),
    ).select_related("clause__version", "upstream__document", "by")


def latest_version(text: Text) -> Version | None:
    """Return the version that is worked on, or None before there is a zero draft."""
    return text.versions.order_by("-order").first()


def reading(version: Version, reader: Reader) -> list[Clause]:
    """Return a version's clauses in the order of reading, with wordings and visible grounds."""
    clauses = list(clauses_visible_to(reader).filter(version=version))
    grounds: dict[int, list[Ground]] = {}
    for ground in grounds_visible_to(reader).filter(clause__version=version):
        grounds.setdefault(ground.clause_id, []).append(ground)
    for clause in clauses:
        clause.grounds_seen = grounds.get(clause.pk, [])
    return clauses


def history(text: Text, uid: uuid.UUID, reader: Reader) -> list[Clause]:
    """Return one clause in each version that has it, the oldest first."""
    return list(
        clauses_visible_to(reader)
        .filter(version__text=text, uid=uid)
        .select_related("version__by", "address")
        .order_by("version__order")
    )


def total(reader: Reader, group: Group) -> int:
    """Return how many texts of the group the reader may see."""
    return Text.objects.filter(seen_by(reader, "address__"), group=group).count()
