"""Where amendments meet, as pages show it: the places, why, and who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dabir.domain.drafting import ConflictReason
from dabir.foundation.naming import in_language
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.meeting import KeptMeeting
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.queries import amendments_visible_to, clauses_visible_to
from dabir.stages.texts.sentences import why_meeting

NAMED = 12
"""How many amendments of one meeting are named at most: where all amend one sentence, they are
hundreds."""

Citations = Mapping[tuple[int, str], str]
"""What clauses are called in the reader's language, by the key of the version and their uid."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Amendments that meet, where and why; a hard one must be decided.

    `amendments` are the first of them, `more` how many others there are.
    """

    amendments: tuple[Amendment, ...]
    more: int
    places: str
    why: str
    hard: bool


def citations(versions: Iterable[int], reader: Reader) -> Citations:
    """Return what the clauses of versions, by their keys, are called; one query."""
    seen = clauses_visible_to(reader).prefetch_related(None).select_related(None)
    rows = seen.filter(version__in=set(versions)).order_by("version", "order")
    return {
        (version, str(uid)): in_language(called)
        for version, uid, called in rows.values_list("version", "uid", "citations")
    }


def cited(clauses: Iterable[str], version: int, called: Citations) -> str:
    """Name clauses of a version: «ماده ۸، تبصره ماده ۱۰»; those that it does not have are not."""
    named = (called.get((version, uid)) for uid in dict.fromkeys(clauses))
    return _(", ").join(each for each in named if each)


def shown_meetings(
    kept: Sequence[KeptMeeting], version: Version, reader: Reader, called: Citations
) -> list[Meeting]:
    """Return meetings of amendments to `version` with those who meet; two queries at most."""
    wanted = {number for each in kept for number in each.numbers[:NAMED]}
    amendments = {
        each.number: each
        for each in amendments_visible_to(reader)
        .filter(text=version.text_id, number__in=wanted)
        .prefetch_related(None)
        if wanted
    }
    return [
        Meeting(
            amendments=tuple(
                amendments[number] for number in each.numbers[:NAMED] if number in amendments
            ),
            more=max(len(each.numbers) - NAMED, 0),
            places=cited(each.clauses, version.pk, called),
            why=why_meeting(ConflictReason(reason) for reason in each.reasons),
            hard=each.hard,
        )
        for each in kept
    ]
