"""What a secretary should look at twice: clauses of one path, words claimed twice, two titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum

from django.utils.translation import gettext as _

from dabir.foundation.proposals.drafts import SINGLE
from dabir.foundation.proposals.models import Proposal
from dabir.foundation.proposals.queries import AGREED


class Flag(Enum):
    """One thing that is odd about a proposal beside the others."""

    SAME_PATH = "same_path"
    SAME_WORDS = "same_words"
    SEVERAL = "several"

    @property
    def words(self) -> str:
        """What is said on the card."""
        return {
            Flag.SAME_PATH: _("Another clause has the same path."),
            Flag.SAME_WORDS: _("Another one of this kind stands on some of the same words."),
            Flag.SEVERAL: _("A document has one of these, and several are accepted."),
        }[self]


def flags(proposals: Iterable[Proposal]) -> dict[int, list[Flag]]:
    """Return what is odd, by the key of the proposal; what is declined counts for nothing.

    `proposals` stand in the order of the text.
    """
    found: dict[int, list[Flag]] = defaultdict(list)
    standing = [one for one in proposals if one.state != Proposal.State.DECLINED]
    by_path: dict[str, list[Proposal]] = defaultdict(list)
    singles: dict[str, list[Proposal]] = defaultdict(list)
    reach: dict[str, Proposal] = {}
    for one in standing:
        if one.kind == "clause":
            by_path[str(one.agreed["path"])].append(one)  # type: ignore[index]
        elif one.kind in SINGLE and one.state in AGREED:
            singles[one.kind].append(one)
        if one.kind in {"clause", "duty", "member"} and one.start is not None:
            before = reach.get(one.kind)
            if before is not None and one.start < (before.end or 0) and _claims(before, one):
                found[before.pk].append(Flag.SAME_WORDS)
                found[one.pk].append(Flag.SAME_WORDS)
            if before is None or (one.end or 0) >= (before.end or 0):
                reach[one.kind] = one
    for several, flag in ((by_path, Flag.SAME_PATH), (singles, Flag.SEVERAL)):
        for same in several.values():
            if len(same) > 1:
                for one in same:
                    found[one.pk].append(flag)
    return {pk: list(dict.fromkeys(each)) for pk, each in found.items()}


def _claims(before: Proposal, after: Proposal) -> bool:
    """Whether two on the same words are odd: one duty sentence may set two deadlines."""
    same = (before.start, before.end) == (after.start, after.end)
    return not (same and before.kind == "duty" and _due(before) != _due(after))


def _due(duty: Proposal) -> tuple[object, object]:
    value = duty.agreed
    return value.get("due"), value.get("within")  # type: ignore[attr-defined]
