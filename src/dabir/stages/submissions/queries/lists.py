"""Pages of submissions, newest first by keyset, and how many there are: fast at a million rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.people.standing import standing_of
from dabir.foundation.trace.models import Address, Grant
from dabir.stages.calls.models import Call
from dabir.stages.submissions.codes import read_receipt
from dabir.stages.submissions.models import Cell, Submission
from dabir.stages.submissions.queries.searching import (
    Sought,
    count_found,
    keys_found,
    question_of,
)
from dabir.stages.submissions.queries.seeing import reads_everything, visible_to

MOST_COUNTED = 10_000
"""What is more than this is not counted through, unless the counters know it."""

FEW = 500
"""How many unpublished submissions a body's own replies and what is shown to one person may be."""

FACETS = ("call", "state", "sector", "road", "language")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, newest first; `newer` and `older` are keys where others begin.

    With `only` it is all there is.
    """

    submissions: list[Submission]
    newer: int | None = None
    older: int | None = None
    only: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """How many there are; with `more`, more than that."""

    number: int
    more: bool = False


def _shown_apart(reader: Reader, group: Group) -> list[int]:
    """Return the keys of the unpublished submissions that this reader may see, by themselves.

    Those are the official replies of the bodies they sit for, and what was granted to them.
    """
    person = signed_in(reader)
    if person is None:
        return []
    own = {"address__kind": Submission.KIND, "address__group": group}
    bodies = standing_of(person).bodies
    addresses = set(
        Grant.objects.filter(person=person, **own).values_list("address", flat=True)[:FEW]
    )
    if bodies:
        shown = Address.bodies.through.objects.filter(body__in=bodies, **own)
        addresses |= set(shown.order_by("-address").values_list("address", flat=True)[:FEW])
    if not addresses:
        return []
    unpublished = Submission.objects.filter(address__in=addresses, published_at__isnull=True)
    return list(unpublished.values_list("pk", flat=True))


def _proposed(
    reader: Reader, sought: Sought, most: int, bound: int | None, *, upward: bool
) -> list[int]:
    """Return the next keys that the index proposes to this reader, in the order of the walk."""
    everything = reads_everything(reader, sought.group)
    asked = question_of(sought, everything=everything, published=not everything)
    found = keys_found(asked, most, bound=bound, upward=upward)
    apart = [] if everything else _shown_apart(reader, sought.group)
    if apart:
        asked = question_of(sought, everything=False, published=False)
        found += keys_found(asked, most, bound=bound, upward=upward, among=apart)
    return sorted(set(found), reverse=not upward)[:most]


def _seen(reader: Reader, keys: Sequence[int], *, upward: bool) -> list[Submission]:
    """Return those of the submissions that the reader may see, in the order of the walk."""
    held: QuerySet[Submission] = visible_to(reader).filter(pk__in=keys)
    return list(held.order_by("pk" if upward else "-pk"))


def _walk(
    reader: Reader, sought: Sought, most: int, bound: int | None, *, upward: bool
) -> list[Submission]:
    """Return the next submissions that the reader may see, in the order of the walk."""
    seen: list[Submission] = []
    while len(seen) < most:
        keys = _proposed(reader, sought, most, bound, upward=upward)
        if not keys:
            break
        seen += _seen(reader, keys, upward=upward)
        if len(keys) < most:
            break
        bound = keys[-1]
    return seen[:most]


def page_of(
    reader: Reader,
    sought: Sought,
    *,
    size: int,
    before: int | None = None,
    after: int | None = None,
) -> Page:
    """Return the newest submissions that the reader may see; those `before` or `after` a key.

    A receipt number finds that submission alone. What comes in meanwhile moves no page.
    """
    receipt = read_receipt(sought.words)
    if receipt is not None:
        held = visible_to(reader).filter(call__group=sought.group, receipt=receipt)
        if sought.call is not None:
            held = held.filter(call=sought.call)
        if found := list(held):
            return Page(found, only=True)
    if after is not None:
        above = _walk(reader, sought, size + 1, after, upward=True)
        if len(above) > size:
            shown = above[:size][::-1]
            return Page(shown, newer=shown[0].pk, older=shown[-1].pk)
        before = None
    below = _walk(reader, sought, size + 1, before, upward=False)
    shown = below[:size]
    return Page(
        shown,
        newer=shown[0].pk if before is not None and shown else None,
        older=shown[-1].pk if len(below) > size else None,
        only=before is None and len(below) <= size,
    )


def _cells(reader: Reader, sought: Sought) -> QuerySet[Cell]:
    cells = Cell.objects.filter(call__group=sought.group)
    if not reads_everything(reader, sought.group):
        cells = cells.filter(published=True)
    return cells


def amount_of(reader: Reader, sought: Sought) -> Amount:
    """Return how many submissions the list has, over all its pages."""
    everything = reads_everything(reader, sought.group)
    asked = question_of(sought, everything=everything, published=not everything)
    if sought.counted:
        chosen = {
            name: value for name in FACETS if (value := getattr(sought, name)) not in {"", None}
        }
        total = _cells(reader, sought).filter(**chosen).aggregate(total=Sum("count"))["total"]
        number = total or 0
    else:
        number = count_found(asked, MOST_COUNTED + 1)
        if number > MOST_COUNTED:
            return Amount(MOST_COUNTED, more=True)
    apart = [] if everything else _shown_apart(reader, sought.group)
    if apart:
        asked = question_of(sought, everything=False, published=False)
        number += len(keys_found(asked, FEW, among=apart))
    return Amount(number)


def counted_page_of(
    reader: Reader,
    sought: Sought,
    *,
    size: int,
    before: int | None = None,
    after: int | None = None,
) -> tuple[Page, Amount]:
    """Return a page as `page_of` does, and how many submissions the list has over all its pages.

    For the first page of what words or days narrow, the index is asked once for both.
    """
    if sought.counted or (before, after) != (None, None) or read_receipt(sought.words):
        page = page_of(reader, sought, size=size, before=before, after=after)
        return page, Amount(len(page.submissions)) if page.only else amount_of(reader, sought)
    keys = _proposed(reader, sought, MOST_COUNTED + 1, None, upward=False)
    seen: list[Submission] = []
    for first in range(0, len(keys), size + 1):
        seen += _seen(reader, keys[first : first + size + 1], upward=False)
        if len(seen) > size:
            break
    shown = seen[:size]
    older = shown[-1].pk if len(seen) > size else None
    amount = Amount(min(len(keys), MOST_COUNTED), more=len(keys) > MOST_COUNTED)
    return Page(shown, older=older, only=older is None), amount


def facets_of(reader: Reader, sought: Sought) -> Mapping[str, Mapping[object, int]] | None:
    """Return, for each filter, how many submissions each of its values would leave.

    The other filters hold. None where words or days narrow the list: nobody counted those.
    """
    if not sought.counted:
        return None
    chosen = {"call": sought.call.pk if sought.call else None} | {
        name: getattr(sought, name) for name in FACETS[1:]
    }
    found: dict[str, dict[object, int]] = {name: {} for name in FACETS}
    rows: Sequence[tuple[object, ...]] = list(
        _cells(reader, sought).values_list(*FACETS).annotate(total=Sum("count"))
    )
    for *values, total in rows:
        own = dict(zip(FACETS, values, strict=True))
        missed = [name for name in FACETS if chosen[name] and chosen[name] != own[name]]
        for name in FACETS:
            if not missed or missed == [name]:
                counts = found[name]
                counts[own[name]] = counts.get(own[name], 0) + int(str(total))
    return found


def total(reader: Reader, group: Group) -> int:
    """Return how many submissions to the group's calls the reader may see."""
    return amount_of(reader, Sought(group)).number


def amounts_by_call(reader: Reader, calls: Collection[Call]) -> dict[int, int]:
    """Return how many submissions to each call the reader may see, by the call's key."""
    sums = Cell.objects.filter(call__in=[call.pk for call in calls]).values_list("call")
    counted = {
        call: (total, published)
        for call, total, published in sums.annotate(
            total=Sum("count"), published=Sum("count", filter=Q(published=True), default=0)
        )
    }
    found = {}
    apart: dict[int, list[int]] = {}
    for call in calls:
        total, published = counted.get(call.pk, (0, 0))
        if reads_everything(reader, call.group):
            found[call.pk] = total
            continue
        if call.group_id not in apart:
            own = Submission.objects.filter(pk__in=_shown_apart(reader, call.group))
            apart[call.group_id] = list(own.values_list("call", flat=True))
        found[call.pk] = published + apart[call.group_id].count(call.pk)
    return found
