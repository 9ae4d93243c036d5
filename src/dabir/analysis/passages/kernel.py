"""The kernel that cuts submissions into passages."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.passages.cutting import cut
from dabir.analysis.passages.signs import Signs, signs
from dabir.analysis.passages.tongues import (
    ARABIC,
    ASK,
    NAMES,
    PERSIAN,
    language_of,
    scripts,
)
from dabir.analysis.schemas import PASSAGES, SUBMISSIONS
from dabir.analysis.words import Texts, text_buffers
from dabir.domain.language.detection import detect_language

ROW, PASSAGE, START, END, LANGUAGE = range(5)
LIKE_ITS_TEXT = -2


@dataclass(frozen=True)
class CutPassages:
    """Cuts as ``domain.language.passages.cut_passages`` does.

    A passage is in the language that its row names. Where none is named it is in that of the
    submission as ``detect_language`` finds it; unless most of its letters are of another
    script, for then it is in the language that it is found to be in by itself.
    """

    name = "passages"
    version = 1
    reads = SUBMISSIONS
    writes = PASSAGES
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the passages of the submissions, in their order."""
        for batch in batches:
            texts, named = batch.column("text"), batch.column("language")
            found, languages = _cut_all(texts)
            rows = pa.array(found[:, ROW], pa.int32())
            language = _named_in_words(texts, found, languages)
            if named.null_count < len(named):
                language = pc.coalesce(named.take(rows), language)
            yield pa.record_batch(
                [
                    batch.column("id").take(rows),
                    *(pa.array(found[:, each], pa.int32()) for each in (PASSAGE, START, END)),
                    language,
                ],
                PASSAGES,
            )


def _cut_all(texts: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return a row of numbers for each passage, and the language of each text, perhaps ASK."""
    given = text_buffers(texts)
    longest = int(np.diff(given.offsets).max(initial=0))
    scratch = np.empty(longest, np.int32)
    pieces = np.empty((2, longest // 2 + 1, 2), np.int32)
    languages = np.zeros(len(texts), np.int32)
    found = np.empty((len(texts) * 4 + longest, 5), np.int32)
    count = text = 0
    while True:
        text, count = _cut_some(given, signs(), scratch, pieces, text, found, count, languages)
        if text == len(texts):
            return found[:count], languages
        found = np.concatenate([found, np.empty_like(found)])


def _named_in_words(
    texts: pa.Array, found: NDArray[np.int32], languages: NDArray[np.int32]
) -> pa.StringArray:
    """Return the language of each passage; the domain's function is asked where it must be."""
    of_texts = languages[found[:, ROW]]
    of_itself = found[:, LANGUAGE]
    codes = np.where(of_itself == LIKE_ITS_TEXT, of_texts, of_itself)
    asked: dict[int, tuple[str, str]] = {}
    for passage in np.flatnonzero((of_texts == ASK) | (of_itself == ASK)).tolist():
        row, _, start, end, _ = found[passage].tolist()
        if row not in asked:
            text = texts[row].as_py()
            asked[row] = text, detect_language(text)
        codes[passage] = NAMES.index(_language_within(*asked[row], start, end))
    return pa.array(NAMES, pa.string()).take(pa.array(codes))


def _language_within(text: str, language: str, start: int, end: int) -> str:
    """Return the language of ``text[start:end]``, a passage of a text in ``language``."""
    points = np.array([ord(sign) for sign in text[start:end]], np.int32)
    arabic, latin = scripts(points, signs())
    if arabic == latin or (arabic > latin) == (language in {"fa", "ar"}):
        return language
    return detect_language(text[start:end])


@njit(cache=True, nogil=True)
def _cut_some(
    given: Texts,
    tables: Signs,
    scratch: NDArray[np.int32],
    pieces: NDArray[np.int32],
    text: int,
    found: NDArray[np.int32],
    count: int,
    languages: NDArray[np.int32],
) -> tuple[int, int]:
    """Cut texts from ``text`` on as long as there is room; return how far it came."""
    while text < len(given.offsets) - 1:
        size = _decode(given.data, given.offsets[text], given.offsets[text + 1], scratch)
        points = scratch[:size]
        if count + size // 2 + 1 > len(found):
            break
        languages[text] = language_of(points, tables)
        cuts = cut(points, tables.kinds, pieces[0], pieces[1])
        for number in range(cuts):
            start, end = pieces[0, number]
            found[count, ROW] = text
            found[count, PASSAGE] = number
            found[count, START] = start
            found[count, END] = end
            found[count, LANGUAGE] = _of_passage(points[start:end], tables, languages[text])
            count += 1
        text += 1
    return text, count


@njit(cache=True, nogil=True)
def _of_passage(points: NDArray[np.int32], tables: Signs, language: int) -> int:
    """Return the language of a passage that is in another script than its text."""
    arabic, latin = scripts(points, tables)
    if arabic == latin or language == ASK:
        return LIKE_ITS_TEXT
    if (arabic > latin) == (language in (PERSIAN, ARABIC)):
        return LIKE_ITS_TEXT
    return language_of(points, tables)


@njit(cache=True, nogil=True)
def _decode(data: NDArray[np.uint8], at: int, end: int, points: NDArray[np.int32]) -> int:
    """Write the code points of UTF-8 bytes; return how many there are."""
    size = 0
    while at < end:
        first = np.int32(data[at])
        if first < 0x80:
            points[size] = first
            at += 1
        elif first < 0xE0:
            points[size] = (first & 0x1F) << 6 | (data[at + 1] & 0x3F)
            at += 2
        elif first < 0xF0:
            points[size] = (
                (first & 0x0F) << 12 | np.int32(data[at + 1] & 0x3F) << 6 | (data[at + 2] & 0x3F)
            )
            at += 3
        else:
            points[size] = (
                (first & 0x07) << 18
                | np.int32(data[at + 1] & 0x3F) << 12
                | np.int32(data[at + 2] & 0x3F) << 6
                | (data[at + 3] & 0x3F)
            )
            at += 4
        size += 1
    return size
