"""Whether a clause changed while somebody was typing: then both wordings are shown."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.domain import drafting
from dabir.domain.drafting import Change, Part, compare
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Version
from dabir.stages.texts.queries import clauses_visible_to
from dabir.web.texts.frame import Opened
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
    if then is None:
        return []
    words = {(Part.TEXT, each.language): each.text for each in then.wordings.all()}
    words |= {(Part.HEADING, each.language): each.heading for each in then.wordings.all()}
    now = base[uid]
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
