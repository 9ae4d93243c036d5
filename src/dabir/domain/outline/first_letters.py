r"""Patterns rewritten so that the engine can skip to where a match may begin.

``re`` skips quickly to the next character with which a match can begin, but only where it sees
those characters: not behind ``(?<!\w)`` or ``\b``, nor where case is ignored. ``by_first_letter``
writes ``(?<!\w)(?:task|duty) of`` as ``(?:t(?<!\wt)ask|d(?<!\wd)uty) of``, which matches the same,
in the same order of preference, at a fraction of the cost. What it cannot rewrite it leaves alone.
"""

import re
from dataclasses import dataclass, replace

# Letters that match others when case is ignored, besides their own upper and lower case.
_MORE_CASES = {"i": "\u0130\u0131", "s": "\u017f", "k": "\u212a"}
_MOST = 400  # heads; a pattern with more begins almost anywhere
_BEFORE_WORD = r"[\w]"  # from \b, which is the same only where a word begins
_BOUNDARIES = {r"(?<!\w)": r"\w", r"(?<![\w-])": r"[\w-]", r"\b": _BEFORE_WORD}


class _NotRewritableError(Exception):
    """The pattern does not begin with letters that can be told."""


@dataclass(frozen=True, slots=True)
class _Head:
    """One way to begin: what must not stand before, the first letter, and what follows it."""

    barred: str
    letter: str
    rest: str


def by_first_letter(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``pattern`` compiled, rewritten as the module describes where that is possible."""
    try:
        rewritten = _rewritten(pattern, ignore_case=bool(flags & re.IGNORECASE))
    except _NotRewritableError:
        return re.compile(pattern, flags)
    return re.compile(rewritten, flags & ~re.IGNORECASE)


def _rewritten(pattern: str, *, ignore_case: bool) -> str:
    barred, opening = _without_boundary(pattern, "")
    tail = ""
    listed = _alternatives(pattern)
    if len(listed) == 1 and opening.startswith("(?:"):
        inner, rest = _group(opening)
        if rest[:1] not in set("?*+{"):
            tail = rest
            listed = _alternatives(inner)
            heads = [head for each in listed for head in _heads(each, barred)]
        else:
            heads = _heads(pattern, "")
    else:
        heads = [head for each in listed for head in _heads(each, "")]
    if len(heads) > _MOST:
        raise _NotRewritableError
    if ignore_case:
        if any(_captures(head.rest) for head in heads):
            raise _NotRewritableError
        heads = [replace(h, letter=case) for h in heads for case in _cases(h.letter)]
    by_letter: dict[str, list[_Head]] = {}
    for head in heads:
        by_letter.setdefault(head.letter, []).append(head)
    begun = [_begin(letter, same, ignore_case) for letter, same in by_letter.items()]
    if ignore_case and tail:
        tail = f"(?i:{tail})"
    return f"(?:{'|'.join(begun)}){tail}"


def _begin(letter: str, heads: list[_Head], ignore_case: bool) -> str:
    rests = [(f"(?<!{h.barred}{letter})" if h.barred else "") + h.rest for h in heads]
    if len({head.barred for head in heads}) == 1 and heads[0].barred:
        shared = f"(?<!{heads[0].barred}{letter})"
        rests = [head.rest for head in heads]
    else:
        shared = ""
    following = "|".join(rests)
    return f"{letter}{shared}(?{'i' if ignore_case else ''}:{following})"


def _heads(alternative: str, barred: str) -> list[_Head]:
    barred, at = _without_boundary(alternative, barred)
    if at.startswith("(?:"):
        inner, rest = _group(at)
        optional = rest.startswith("?")
        if rest[:1] in set("*+{") or rest.startswith(("??", "?+")) or _captures(rest):
            raise _NotRewritableError
        rest = rest[optional:]
        heads = [h for each in _alternatives(inner) for h in _heads(each + rest, barred)]
        return heads + _heads(rest, barred) if optional else heads
    if re.match(r"\[[a-zA-Zآ-ی]+\](?![?*+{])", at):
        letters, rest = at[1:].split("]", 1)
        if _captures(rest):
            raise _NotRewritableError
        return [_Head(barred, letter, rest) for letter in letters]
    if not at or not (at[0].isalnum() or at[0] in " «,"):
        raise _NotRewritableError
    if at[1:2] in set("*+{") or at[1:3] in {"??", "?+"}:
        raise _NotRewritableError
    if barred == _BEFORE_WORD and not at[0].isalnum():
        raise _NotRewritableError
    if at[1:2] == "?":
        if _captures(at):
            raise _NotRewritableError
        return [_Head(barred, at[0], at[2:]), *_heads(at[2:], barred)]
    return [_Head(barred, at[0], at[1:])]


def _without_boundary(pattern: str, barred: str) -> tuple[str, str]:
    for written, what in _BOUNDARIES.items():
        if pattern.startswith(written):
            if barred:
                raise _NotRewritableError
            return what, pattern[len(written) :]
    return barred, pattern


def _cases(letter: str) -> list[str]:
    if letter.isascii():
        lower = letter.lower()
        return list(dict.fromkeys([lower, letter.upper(), *_MORE_CASES.get(lower, "")]))
    if letter.lower() != letter.upper():
        raise _NotRewritableError
    return [letter]


def _captures(pattern: str) -> bool:
    return re.search(r"(?<!\\)\((?!\?)|\(\?P<", pattern) is not None


def _group(pattern: str) -> tuple[str, str]:
    """Return what stands inside the group that opens ``pattern``, and what follows it."""
    for at, _, depth in _marks(pattern):
        if depth == 0:
            return pattern[3:at], pattern[at + 1 :]
    raise _NotRewritableError


def _alternatives(pattern: str) -> list[str]:
    cuts = [at for at, mark, depth in _marks(pattern) if mark == "|" and depth == 0]
    bounds = zip([-1, *cuts], [*cuts, len(pattern)], strict=True)
    return [pattern[start + 1 : end] for start, end in bounds]


def _marks(pattern: str) -> list[tuple[int, str, int]]:
    """Return the brackets and bars outside character classes, each with the depth after it."""
    found: list[tuple[int, str, int]] = []
    depth = 0
    for token in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", pattern, re.DOTALL):
        mark = token.group()
        if len(mark) > 1:
            continue
        depth += {"(": 1, ")": -1, "|": 0}[mark]
        found.append((token.start(), mark, depth))
    return found
