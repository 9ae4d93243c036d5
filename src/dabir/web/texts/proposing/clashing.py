"""Whether a clause changed while somebody was typing: then both wordings are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dabir.domain import drafting
from dabir.domain.drafting import (
    Change,
    Part,
    Proposed,
    apply,
    compare,
    operations_between,
    rebase,
)
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Clause, Version
from dabir.stages.texts.queries import clauses_visible_to, reading
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.texts.frame import Opened
from dabir.web.texts.proposing.forms import WordsForm
from dabir.web.texts.showing import direction


@dataclass(frozen=True, slots=True)
class Clash:
    """One wording that was read in the version `before`, and how it reads now."""

    before: Version
    language: str
    direction: str
    old: str
    changes: tuple[Change, ...]


def clashes(
    page: Opened, uid: str, seen: str, base: drafting.Version, reader: Reader
) -> list[Clash]:
    """Return the wordings of a clause that changed since the version of the order `seen`.

    Empty when that is the present version, or no version that the reader may see.
    """
    before = next((each for each in page.versions if str(each.order) == seen), None)
    if not uid or before is None or before == page.latest:
        return []
    then = clauses_visible_to(reader).filter(version=before, uid=uid).first()
    return [] if then is None else changed_since(before, then, base)


def changed_since(before: Version, then: Clause, base: drafting.Version) -> list[Clash]:
    """Return the wordings of a clause of `base` that are not what they were in an earlier one."""
    words = {(Part.TEXT, each.language): each.text for each in then.wordings.all()}
    words |= {(Part.HEADING, each.language): each.heading for each in then.wordings.all()}
    now = base[str(then.uid)]
    keys = dict.fromkeys([*words, *now.wordings()])
    return [
        Clash(
            before,
            language,
            direction(language),
            words.get((part, language), ""),
            tuple(compare(words.get((part, language), ""), now.wording(part, language))),
        )
        for part, language in keys
        if words.get((part, language), "") != now.wording(part, language)
    ]


def put_together(
    page: Opened, form: WordsForm, uid: str, seen: str, reader: Reader
) -> drafting.Clause | None:
    """Return the clause as it stands with what was changed in the version of the order `seen`.

    `form` is valid, and made for the present version. None where both changed the same words.
    """
    before = next((each for each in page.versions if str(each.order) == seen), None)
    if before is None:
        return None
    earlier = snapshot_of(before, reading(before, reader))
    if uid not in earlier:
        return None
    # Of the words alone: where the clause stands, and what it is, is no matter of its wording.
    then = replace(earlier[uid], parent=None, order=0)
    now = replace(then, heading=form.base[uid].heading, text=form.base[uid].text)
    symbol = earlier.symbol

    def alone(clause: drafting.Clause) -> drafting.Version:
        return drafting.Version.of(symbol, [clause])

    def changes(number: int, after: drafting.Clause) -> list[Proposed]:
        made = operations_between(alone(then), alone(after))
        return [Proposed(number, place, each) for place, each in enumerate(made)]

    adopted = changes(0, now)
    carried = rebase(changes(1, form.over(then)), base=alone(then), adopted=adopted)
    if carried.redraft_needed:
        return None
    return apply(apply(alone(then), adopted), carried.proposed())[uid]
