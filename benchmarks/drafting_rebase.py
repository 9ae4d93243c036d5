"""Making the next version of what was accepted, and carrying thousands of pending amendments."""

import random
from dataclasses import replace
from pathlib import Path

from drafting_amendments import FIRST_CLAUSE, LANGUAGE, amendments, text, without_conflicts
from drafting_compile import AMENDMENTS, CLAUSES, GROWTH, SEED, Taken, steepness, taken

from dabir.domain.drafting import Clause, Fate, Kind, Version, apply, rebase
from dabir.domain.drafting.references.renumbering import renumber

REVISION = 2.0


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Measure Rev.n of 2,000 amendments, half of them decided on, and the growth."""
    del folder
    clauses, count = (50, 100) if quick else (CLAUSES, AMENDMENTS)
    base = text(clauses, random.Random(SEED))
    growth: dict[str, dict[int, dict[str, object]]] = {"spread": {}, "one_clause": {}}
    for name, uids in (("spread", None), ("one_clause", [FIRST_CLAUSE])):
        for size in GROWTH[:2] if quick else GROWTH:
            growth[name][size] = _case(base, size, uids)
            print(name, size, growth[name][size], flush=True)
    references = {size: _references(size) for size in (clauses, 2 * clauses)}
    print("references", references, flush=True)
    steepest = max(steepness(cases, "revision") for cases in growth.values())
    held = {"twice the amendments, at most 2.6 times the time": steepest <= 2.6}
    if not quick:
        held[f"references renumbered in {REVISION} s"] = references[clauses].processor < REVISION
        for name, cases in growth.items():
            held[f"Rev.n with rebase, {name}, in {REVISION} s"] = (
                cases[count]["revision"].processor < REVISION  # type: ignore[attr-defined]
            )
    return {
        "clauses": clauses,
        "growth": growth,
        "references": references,
        "steepest_growth_for_each_doubling": round(steepest, 2),
        "held": held,
    }


def _references(clauses: int) -> Taken:
    """Renumber a text whose every clause names an article and a span, after one more article."""
    chance = random.Random(SEED)
    base = text(clauses, chance)
    articles = sum(each.kind is Kind.ARTICLE for each in base.clauses.values())
    naming = []
    for each in base.clauses.values():
        one, other = sorted(chance.sample(range(1, articles + 1), 2))
        words = f"{each.text[LANGUAGE]} See Article {one} and Articles {one} to {other}."
        naming.append(replace(each, text={LANGUAGE: words}))
    old = Version.of(base.symbol, naming)
    more = Clause("more", "c0", -1, Kind.ARTICLE)
    new = Version.of(base.symbol.following(), [*naming, more])
    return taken(lambda: renumber(old, new))


def _case(base: Version, count: int, uids: list[str] | None) -> dict[str, object]:
    proposed = amendments(base, count, random.Random(SEED), uids=uids)
    decided = [each for each in proposed if each.amendment % 2]
    pending = [each for each in proposed if not each.amendment % 2]
    adopted = without_conflicts(base, decided)

    def revise() -> object:
        return apply(base, adopted), rebase(pending, base=base, adopted=adopted)

    fates = rebase(pending, base=base, adopted=adopted).operations
    return {
        "adopted": len(adopted),
        "pending": len(pending),
        "redraft": sum(each.fate is Fate.REDRAFT_NEEDED for each in fates),
        "conflicts": sum(len(each.conflicts) for each in fates),
        "revision": taken(revise),
    }
