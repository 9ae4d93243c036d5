"""What the drafting rules find, in sentences for the reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Cluster, ConflictReason, Numbering, Proposed
from dabir.domain.drafting.amendments import names
from dabir.domain.drafting.verification import (
    AgainstItself,
    ChangesNothing,
    CyclicMove,
    StaleWording,
    TooLong,
    Unfit,
    UnknownClause,
    WrongBase,
)
from dabir.foundation.people.preferences import show_digits


def why_unfit(error: Unfit) -> str:
    """Say why an amendment does not fit the version it is made against."""
    match error:
        case StaleWording():
            return _(
                "The words it replaces are not what the version says. Look at the clause again."
            )
        case WrongBase():
            return _("It was made against another version. Look at the clause again.")
        case UnknownClause():
            return _("It names a clause that is not in this version, or not in that place.")
        case ChangesNothing():
            return _("It changes nothing: alter the words first.")
        case CyclicMove():
            return _("A clause cannot stand in itself.")
        case TooLong():
            return _("A clause would be longer than clauses can be. Cut it into several.")
        case AgainstItself(clusters=clusters):
            return _("Parts of it exclude one another: %(why)s.") % {
                "why": why_meeting(clusters[0].reasons)
            }
        case _:
            return _("A clause is added under an identifier that is in use.")


def reason_words(reason: ConflictReason) -> str:
    """Say why two operations meet."""
    return {
        ConflictReason.SAME_WORDS: _("they change the same words"),
        ConflictReason.INSERTION_INSIDE: _("one inserts inside what the other replaces"),
        ConflictReason.DELETED: _("one works on what the other deletes"),
        ConflictReason.MOVED_TWICE: _("they move a clause to different places"),
        ConflictReason.MOVED_INTO_MOVED: _("one moves a clause into what the other moves"),
        ConflictReason.ANCHOR_MOVED: _("one places a clause after one that the other moves"),
        ConflictReason.SAME_UID: _("they add different clauses under one identifier"),
        ConflictReason.SAME_POINT: _("they insert at the same point"),
        ConflictReason.ADJACENT: _("their words touch"),
        ConflictReason.SAME_PLACE: _("they put a clause in the same place"),
        ConflictReason.DELETED_WITHIN: _("one deletes a part of what the other deletes"),
    }[reason]


def why_meeting(reasons: Iterable[ConflictReason]) -> str:
    """Say why operations meet, the hard reasons first."""
    ordered = sorted(reasons, key=lambda reason: (not reason.hard, reason))
    return _("; ").join(reason_words(reason) for reason in ordered)


def language_of_reader() -> str:
    """The language in which clauses are labelled for the present reader."""
    return "fa" if (get_language() or "fa").startswith("fa") else "en"


def places_of(base: drafting.Version, operations: Iterable[Proposed]) -> str:
    """Name the clauses of `base` that operations are about: «ماده ۸، تبصره ماده ۱۰»."""
    numbering = Numbering(base)
    language = language_of_reader()
    met = dict.fromkeys(
        uid for each in operations for uid in sorted(names(each.operation)) if uid in base
    )
    return _(", ").join(numbering.citation(uid, language) for uid in met)


def numbers_of(operations: Iterable[Proposed]) -> str:
    """Name the amendments that operations belong to: «۱ و ۲»."""
    numbers = [show_digits(n) for n in dict.fromkeys(each.amendment for each in operations)]
    if len(numbers) < 2:
        return "".join(numbers)
    return _("%(all)s and %(last)s") % {"all": _(", ").join(numbers[:-1]), "last": numbers[-1]}


def cluster_sentence(base: drafting.Version, cluster: Cluster) -> str:
    """Say which amendments cannot be adopted together, where, and why."""
    return _("Amendments %(numbers)s cannot all be adopted (%(places)s): %(why)s.") % {
        "numbers": numbers_of(cluster.operations),
        "places": places_of(base, cluster.operations),
        "why": why_meeting(reason for reason in cluster.reasons if reason.hard),
    }
