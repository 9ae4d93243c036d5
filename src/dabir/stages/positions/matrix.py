"""Who stands where: the actor × issue matrix, as far as a reader may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.positions.models import Actor, Issue, OwnPosition, Round, Statement
from dabir.stages.positions.queries import (
    actors_visible_to,
    issues_visible_to,
    newest_first,
    own_positions_visible_to,
    visible_to,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What an actor last declared on an issue, and how many statements there are; or nothing."""

    issue: Issue
    latest: Statement | None
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One actor's stances, in the order of the issues."""

    actor: Actor
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """The rows of a bloc or current, itself first; `bloc` is None for who stands outside."""

    bloc: Actor | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole of it; `own` holds the group's own position on each issue, or None."""

    issues: tuple[Issue, ...]
    own: tuple[OwnPosition | None, ...]
    blocs: tuple[Bloc, ...]


def matrix(reader: Reader, group: Group, of_round: Round | None = None) -> Matrix:
    """Return the matrix of a group, of one round's statements alone when `of_round` is given.

    An actor in several blocs stands under the first of them that the reader may see.
    """
    issues = tuple(issues_visible_to(reader).filter(group=group))
    actors = list(actors_visible_to(reader).filter(group=group))
    said: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    statements = visible_to(reader).filter(issue__group=group)
    if of_round is not None:
        statements = statements.filter(round=of_round)
    for statement in newest_first(statements):
        said[statement.actor_id, statement.issue_id].append(statement)

    def row(actor: Actor) -> Row:
        cells = []
        for issue in issues:
            found = said.get((actor.pk, issue.pk), [])
            cells.append(Cell(issue, found[0] if found else None, len(found)))
        return Row(actor, tuple(cells))

    placed = _placed(actors)
    blocs = [
        Bloc(head, (row(head), *(row(one) for one in placed[head.pk])))
        for head in actors
        if head.kind in Actor.GATHERING
    ]
    if placed[None]:
        blocs.append(Bloc(None, tuple(row(one) for one in placed[None])))
    own = {
        each.issue_id: each for each in own_positions_visible_to(reader).filter(issue__in=issues)
    }
    return Matrix(issues, tuple(own.get(issue.pk) for issue in issues), tuple(blocs))


def _placed(actors: list[Actor]) -> dict[int | None, list[Actor]]:
    """Put actors under their first visible bloc, by its id, or under None; blocs are heads."""
    known = {actor.pk: actor for actor in actors}
    memberships: dict[int, list[int]] = defaultdict(list)
    through = Actor.blocs.through.objects.filter(from_actor__in=known, to_actor__in=known)
    for member, bloc in through.values_list("from_actor", "to_actor"):
        memberships[member].append(bloc)
    placed: dict[int | None, list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.kind in Actor.GATHERING:
            continue
        blocs = sorted(memberships[actor.pk], key=lambda bloc: (known[bloc].order, bloc))
        placed[blocs[0] if blocs else None].append(actor)
    return placed
