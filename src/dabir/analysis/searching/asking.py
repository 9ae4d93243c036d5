"""What somebody asks for: words, beginnings of words, and phrases."""

import re
from dataclasses import dataclass

import tantivy

from dabir.analysis.searching.keys import LONGEST, keys_of

SHORTEST_BEGINNING = 3
"""Letters that a beginning (``word*``) has at least: too much begins with fewer."""

_QUOTED = re.compile(r'["«“„]([^"«»“”„]*)["»”“]')
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; where ``begins`` is set it is one word's beginning."""

    words: tuple[str, ...]
    begins: bool = False


def read_question(question: str) -> list[Phrase]:
    """Return the phrases of a question, each once; all of them must be found.

    Words in quotation marks (``"…"``, ``«…»``, ``“…”``) stand in a row, and so do those of a piece
    without spaces (``e-mail``); ``word*`` asks for words that begin so, from three letters on:
    below that it asks for the word itself.
    """
    found: list[Phrase] = []
    at = 0
    plain = question.encode(errors="replace").decode()
    for match in _QUOTED.finditer(plain):
        found += _loose(plain[at : match.start()])
        if words := tuple(keys_of([match.group(1)]).words[0].split()):
            found.append(_phrase(words))
        at = match.end()
    return list(dict.fromkeys(found + _loose(plain[at:])))


def _loose(text: str) -> list[Phrase]:
    """Return the phrases of what stands outside quotation marks."""
    keys = keys_of([text])
    words = keys.words[0].split()
    found: list[Phrase] = []
    begun = 0
    for match in _PIECE.finditer(text):
        # an affix that stands apart begins in its word's piece and ends in its own
        mine = begun
        while mine < len(words) and keys.starts[mine] < match.end():
            mine += 1
        if mine == begun:
            continue
        *whole, last = words[begun:mine]
        begins = text[keys.ends[mine - 1] :].startswith("*") and len(last) >= SHORTEST_BEGINNING
        begun = mine
        if begins and whole:
            found.append(_phrase(tuple(whole)))
        found.append(Phrase((last,), begins=True) if begins else _phrase((*whole, last)))
    return found


def _phrase(words: tuple[str, ...]) -> Phrase:
    # a word of that length was cut, so whatever begins like it is meant
    return Phrase(words, begins=len(words) == 1 and len(words[0]) == LONGEST)


def query_of(phrases: list[Phrase], schema: tantivy.Schema) -> tantivy.Query:
    """Return the query that finds what has all of the phrases."""
    parts = [_part(phrase, schema) for phrase in phrases]
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def _part(phrase: Phrase, schema: tantivy.Schema) -> tantivy.Query:
    if phrase.begins:
        # words are letters and figures alone, so nothing in them is a pattern's sign
        return tantivy.Query.regex_query(schema, "key", f"{phrase.words[0]}.*")
    if len(phrase.words) == 1:
        return tantivy.Query.term_query(schema, "key", phrase.words[0])
    return tantivy.Query.phrase_query(schema, "key", list(phrase.words))
