"""Looking for what the clauses of a version share wording with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from dabir.analysis.matching import Wording, match
from dabir.foundation.people.models import Group
from dabir.foundation.work.pieces import Piece
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.texts.acts.matching import Found, propose_links
from dabir.stages.texts.models import Ground, PassageGround, UpstreamClause, Version
from dabir.stages.themes.models import Consideration

LEAST = 0.2
TOP = 5
LEAST_UPSTREAM = 0.15


def propose(piece: Piece) -> dict[str, Any]:
    """Propose what the clauses of the version in the argument `version` may rest on.

    Considerations that are adopted, passages as they may be shown, clauses of upstream documents,
    each by the words it shares with a clause. Run anew it finds the same.
    """
    version = Version.objects.select_related("text__group").get(pk=piece.arguments["version"])
    clauses = _clauses(version)
    found = list(_found(version, clauses)) if clauses else []
    with piece.finishing({"links": len(found)}):
        propose_links(version=version, found=found, at=timezone.now())
    return {"links": len(found)}


def _clauses(version: Version) -> list[Wording]:
    """Return the words of the clauses in the text's own language, as pages show them."""
    own = version.text.language
    rows = version.clauses.filter(wordings__language=own).values_list("pk", "wordings__text")
    return [Wording(str(pk), words) for pk, words in rows if words.strip()]


def _found(version: Version, clauses: Sequence[Wording]) -> Iterator[Found]:
    group, own = version.text.group, version.text.language
    grounded = set(
        Ground.objects.filter(clause__version=version).values_list("clause", "consideration")
    )
    quoted = set(
        PassageGround.objects.filter(clause__version=version).values_list("clause", "passage")
    )
    for each in match(clauses, _considerations(group, own), top=TOP, least=LEAST):
        if (int(each.query), int(each.candidate)) not in grounded:
            yield Found(int(each.query), each.score, each.spans, consideration=int(each.candidate))
    for each in match(clauses, _passages(group), top=TOP, least=LEAST):
        if (int(each.query), int(each.candidate)) not in quoted:
            yield Found(int(each.query), each.score, each.spans, passage=int(each.candidate))
    for each in match(clauses, _upstream(group), top=TOP, least=LEAST_UPSTREAM):
        yield Found(int(each.query), each.score, each.spans, upstream=int(each.candidate))


def _considerations(group: Group, own: str) -> list[Wording]:
    adopted = Consideration.objects.filter(group=group, state=Consideration.State.ADOPTED)
    return [
        Wording(str(pk), texts[own])
        for pk, texts in adopted.values_list("pk", "texts")
        if texts.get(own)
    ]


def _passages(group: Group) -> list[Wording]:
    standing = Passage.objects.filter(submission__call__group=group, submission__state__in=STANDING)
    rows = standing.values_list("pk", "shown").iterator(chunk_size=5_000)
    return [Wording(str(pk), shown) for pk, shown in rows if shown.strip()]


def _upstream(group: Group) -> list[Wording]:
    rows = UpstreamClause.objects.filter(document__group=group).values_list("pk", "text")
    return [Wording(str(pk), words) for pk, words in rows if words.strip()]
