"""An index over passages that was built: asking it, and forgetting what must be erased."""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from dabir.analysis.errors import InputError
from dabir.analysis.searching.asking import Phrase, query_of, read_question
from dabir.analysis.searching.building import HEAP, Passage, build_index
from dabir.analysis.searching.keys import keys_of

_PAGE = 10_000
"""Passages that are read out of an index at once, to be written anew."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that has what was asked for.

    ``start``, ``end`` and ``spans`` (the words asked for) count characters of the submission's
    text; ``text`` is the passage verbatim.
    """

    id: str
    passage: int
    start: int
    end: int
    text: str
    score: float
    spans: tuple[tuple[int, int], ...]


class SearchIndex:
    """An index in a folder. Raises InputError when there is none, or one of another make."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not tantivy.Index.exists(str(folder)) if folder.is_dir() else True:
            raise InputError(f"{folder} holds no index; dabir analyse --index builds one.")
        try:
            self._index = tantivy.Index.open(str(folder))
        except ValueError as error:
            raise InputError(f"The index in {folder} cannot be read ({error}).") from error
        self._schema = self._index.schema

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def search(self, question: str, *, limit: int = 20) -> list[Hit]:
        """Return the best passages that have all of the words, best first.

        ``read_question`` says how a question is read; one without words finds nothing.
        """
        phrases = read_question(question)
        if not phrases or limit < 1:
            return []
        searcher = self._index.searcher()
        found = searcher.search(query_of(phrases, self._schema), limit, count=False)
        passages = [_passage(searcher.doc(address)) for _, address in found.hits]
        return [
            Hit(*each, float(score), tuple((each.start + a, each.start + b) for a, b in spans))
            for each, (score, _), spans in zip(
                passages,
                found.hits,
                _spans([each.text for each in passages], phrases),
                strict=True,
            )
        ]

    def count(self, question: str) -> int:
        """Return how many passages have all of the words."""
        phrases = read_question(question)
        if not phrases:
            return 0
        query = query_of(phrases, self._schema)
        found: Any = self._index.searcher().search(query, 1, count=True)  # untyped: its count
        return int(found.count)

    def forget(self, ids: Collection[str]) -> int:
        """Erase the passages of these submissions, and return how many there were.

        They are found no more as soon as they are struck out; then the index is written anew
        without them, so that nothing of them stays on the disk. An interruption between the two
        leaves them struck out, and the next call, of any ids, finishes the work.
        """
        before = len(self)
        writer = self._index.writer(HEAP, num_threads=1)
        for id_ in sorted(set(ids)):
            writer.delete_documents_by_term("id", id_)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        gone = before - len(self)
        if gone or self._struck_out():
            build_index(self.folder, self._living())
            self._index = tantivy.Index.open(str(self.folder))
        return gone

    def _struck_out(self) -> bool:
        return any(self.folder.glob("*.del"))

    def _living(self) -> Iterator[Passage]:
        searcher = self._index.searcher()
        every = tantivy.Query.all_query()
        for first in range(0, int(searcher.num_docs), _PAGE):
            for _, address in searcher.search(every, _PAGE, count=False, offset=first).hits:
                yield _passage(searcher.doc(address))


def erase_index(folder: Path) -> None:
    """Take an index away altogether, and what a killed build may have left."""
    for left in folder.parent.glob(f"{folder.name}*"):
        if left.is_dir():
            shutil.rmtree(left)


def _passage(document: tantivy.Document) -> Passage:
    kept: dict[str, list[Any]] = document.to_dict()
    (id_,), (passage,), (start,), (end,), (text,) = (kept[name] for name in Passage._fields)
    return Passage(id_, passage, start, end, bytes(text).decode())


def _spans(texts: list[str], phrases: list[Phrase]) -> Iterator[list[tuple[int, int]]]:
    """Yield where each text has the phrases, in its characters, in order."""
    keys = keys_of(texts)
    for text, key in enumerate(keys.words):
        words = key.split()
        places = keys.offsets[text]
        found: set[tuple[int, int]] = set()
        for phrase in phrases:
            size = len(phrase.words)
            first = phrase.words[0]
            for at, word in enumerate(words):
                if phrase.begins:
                    hit = word.startswith(first)
                else:
                    hit = word == first and tuple(words[at : at + size]) == phrase.words
                if hit:
                    start = int(keys.starts[places + at])
                    found.add((start, int(keys.ends[places + at + size - 1])))
        yield sorted(found)
