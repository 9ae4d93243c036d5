"""Comments that a reader may see, and where the words that they are on stand in a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from dabir.domain.drafting.comparing.ranges import Range, carried
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.stages.texts.models import Clause, Comment, CommentSheetFile, Version, Wording


def comments_visible_to(reader: Reader) -> QuerySet[Comment]:
    """Return the comments the reader may see, on versions that they may see."""
    return Comment.objects.filter(
        seen_by(reader, "address__"), seen_by(reader, "version__address__")
    ).select_related("by", "body", "version", "clause")


def comment_sheets_visible_to(reader: Reader) -> QuerySet[CommentSheetFile]:
    """Return the sheets that the reader sent, or may see as originals, of texts that they may see.

    Those of others are the secretariat's: what they say is no comment yet.
    """
    person = signed_in(reader)
    mine = Q(by=person) if person is not None else Q(pk__in=())
    return CommentSheetFile.objects.filter(
        seen_by(reader, "version__address__"), mine | seen_by(reader, "original__address__")
    ).select_related("text__group", "version", "original", "by")


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment as it stands in a version.

    `gone` says that what it is on is not there any more: the words, or the whole clause (`clause`
    is None then, as it is for a comment on the whole text, which is never gone). `place` is where
    the words stand now; None when they are gone, and for comments on all of a clause.
    """

    comment: Comment
    clause: Clause | None
    place: Range | None
    gone: bool


def standing(
    comments: Iterable[Comment], version: Version, clauses: Iterable[Clause]
) -> list[Standing]:
    """Return where comments stand in a version, in the order in which they are given.

    `clauses` are those of the version that matter here, with their wordings; a comment on a clause
    that is not among them counts as gone. A comment made on a later version is left out. One query
    at most, for wordings that changed since.
    """
    known = {clause.uid: clause for clause in clauses}
    given = [each for each in comments if each.version.order <= version.order]
    places = _places(given, version, known)
    found = []
    for each in given:
        now = known.get(each.clause.uid) if each.clause is not None else None
        place = places.get(each.pk)
        gone = each.clause is not None and (
            now is None or (each.place is not None and place is None)
        )
        found.append(Standing(each, now, place, gone))
    return found


Key = tuple[UUID, str]
"""A clause by its uid, and a language."""


def _places(
    comments: Iterable[Comment], version: Version, known: Mapping[UUID, Clause]
) -> dict[int, Range]:
    """Return where the words of comments stand now, by their keys, without those that are gone."""
    now: dict[Key, Wording] = {
        (uid, wording.language): wording
        for uid, clause in known.items()
        for wording in clause.wordings.all()
    }
    places: dict[int, Range] = {}
    moved: dict[tuple[int, UUID, str], list[Comment]] = {}
    for each in comments:
        if each.clause is None or each.place is None:
            continue
        wording = now.get((each.clause.uid, each.language))
        if wording is None:
            continue
        if each.version_id == version.pk or wording.since <= each.version.order:
            places[each.pk] = each.place
        else:
            key = each.clause_id or 0, each.clause.uid, each.language
            moved.setdefault(key, []).append(each)
    if not moved:
        return places
    before = {
        (clause, language): words
        for clause, language, words in Wording.objects.filter(
            clause__in={clause for clause, _uid, _language in moved}
        ).values_list("clause", "language", "text")
    }
    for (clause, uid, language), some in moved.items():
        old, new = before.get((clause, language), ""), now[uid, language].text
        ranges = [each.place for each in some if each.place is not None]
        for each, place in zip(some, carried(old, new, ranges), strict=True):
            if place is not None:
                places[each.pk] = place
    return places
