"""Invented submissions to a call, with what is true of them: which campaign each comes from.

    python benchmarks/submission_generator.py --rows N --out FILE.parquet [--unique SHARE]

Half in English, half in Persian. Beside texts of their own, people send the texts of campaigns as
they stand, with words changed, with a paragraph added or with one left out. The hard cases are
meant: greetings and legal notices that texts of all kinds share; campaigns of which each shares
half its paragraphs with another; campaigns that turn another's stance round and are the same
otherwise; families of two to five texts; the letters of an Arabic keyboard; nothing but capitals;
opinions of one short sentence. Row n is the same for a seed, however many rows are asked for,
except that small families grow in number with the rows.

Columns: id, text, language; and the truth: ``template`` (-1 for a text of its own), ``turns`` (the
template whose stance it turns, or -1), ``edit`` (0 as it stands, 1 words, 2 added, 3 left out, 4 a
text of its own, 5 a short one).
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numba import njit
from numpy.typing import NDArray
from submission_grammar import (
    BODY,
    HEAD,
    KINDS,
    NEWLINE,
    PUNCTUATION,
    REQUEST,
    SHORT,
    STANCE,
    STOP,
    TAIL,
    Grammar,
    grammar,
)

CAMPAIGNS = 64
ROWS_A_GROUP = 20_000
FAMILY = 3
"""Rows of a small family, on average."""

AS_IT_STANDS, WORDS, ADDED, LEFT_OUT, OWN, SHORT_TEXT = range(6)

_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("template", pa.int64(), nullable=False),
        pa.field("turns", pa.int64(), nullable=False),
        pa.field("edit", pa.int8(), nullable=False),
    ]
)


def generate(
    path: Path, *, rows: int, seed: int = 1405, unique: float = 0.4, standing: float = 0.5
) -> None:
    """Write ``rows`` submissions to a Parquet file.

    ``unique`` is the share of texts of their own; of the others, ``standing`` are sent as they
    stand, and of the rest one half has words changed, three tenths a paragraph added, two tenths
    one left out.
    """
    words = grammar()
    weights = 1 / np.arange(2, CAMPAIGNS + 2) ** 0.9
    shares = np.cumsum(weights) / weights.sum()
    families = max(1, round(rows * 0.03 / FAMILY))
    with pq.ParquetWriter(path, _SCHEMA, compression="snappy") as writer:
        for first in range(0, rows, ROWS_A_GROUP):
            count = min(ROWS_A_GROUP, rows - first)
            template = np.empty(count, np.int64)
            turns = np.empty(count, np.int64)
            edit = np.empty(count, np.int8)
            persian = np.empty(count, np.bool_)
            offsets = np.zeros(count + 1, np.int64)
            text = _texts(
                words, seed, first, unique, standing, shares, families,
                template, turns, edit, persian, offsets,
            )  # fmt: skip
            columns = [
                pa.array([f"s{row:08d}" for row in range(first, first + count)], pa.string()),
                pa.LargeStringArray.from_buffers(
                    count, pa.py_buffer(offsets), pa.py_buffer(text[: offsets[-1]])
                ),
                pa.array(np.where(persian, "fa", "en").tolist(), pa.string()),
                pa.array(template),
                pa.array(turns),
                pa.array(edit),
            ]
            writer.write_table(pa.table(columns, schema=_SCHEMA), row_group_size=ROWS_A_GROUP)


@njit(cache=True)
def _mix(value: int) -> np.uint64:
    mixed = np.uint64(value) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@njit(cache=True)
def _chance(state: NDArray[np.uint64]) -> float:
    state[0] += np.uint64(1)
    return np.float64(_mix(state[0]) >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True)
def _sentence(
    words: Grammar,
    kind: int,
    turned: bool,
    state: NDArray[np.uint64],
    tokens: NDArray[np.int32],
    at: int,
) -> int:
    """Write a sentence of a kind from ``at`` on, and return where it ends."""
    first, end = words.patterns_at[kind], words.patterns_at[kind + 1]
    pattern = first + int(_chance(state) * (end - first))
    for item in range(words.lists_at[pattern], words.lists_at[pattern + 1]):
        of = words.lists[item]
        if turned:
            of = words.turned[of]
        first, end = words.phrases_at[of], words.phrases_at[of + 1]
        phrase = words.phrases[first + int(_chance(state) * (end - first))]
        for word in range(words.words_at[phrase], words.words_at[phrase + 1]):
            tokens[at] = words.words[word]
            at += 1
    tokens[at] = STOP
    return at + 1


@njit(cache=True)
def _letter(
    words: Grammar,
    seed: np.uint64,
    other: np.uint64,
    persian: bool,
    turned: bool,
    tokens: NDArray[np.int32],
) -> int:
    """Write a letter, the second half of its paragraphs from another seed; return its length."""
    state = np.empty(1, np.uint64)
    state[0] = seed
    of = KINDS * int(persian)
    at = 0
    paragraphs = 6 if _chance(state) < 0.05 else 4
    state[0] = other
    boilerplate = _chance(state)
    requests = _chance(state) < 0.5
    if boilerplate < 0.3:
        at = _sentence(words, of + HEAD, False, state, tokens, at)
        tokens[at] = NEWLINE
        at += 1
    for paragraph in range(paragraphs):
        from_seed = seed if 2 * paragraph < paragraphs else other
        state[0] = _mix(from_seed + np.uint64(paragraph + 1))
        if paragraph == 0:
            at = _sentence(words, of + STANCE, turned, state, tokens, at)
        for _ in range(1 + int(_chance(state) < 0.08)):
            at = _sentence(words, of + BODY, False, state, tokens, at)
        tokens[at] = NEWLINE
        at += 1
    state[0] = other + np.uint64(77)
    if requests:
        at = _sentence(words, of + REQUEST, turned, state, tokens, at)
        tokens[at] = NEWLINE
        at += 1
    if 0.2 < boilerplate < 0.45:
        at = _sentence(words, of + TAIL, False, state, tokens, at)
        tokens[at] = NEWLINE
        at += 1
    return at


@njit(cache=True)
def _with_words_changed(
    words: Grammar, state: NDArray[np.uint64], tokens: NDArray[np.int32], length: int
) -> int:
    """Change one word in a hundred to one in twenty, at least one: another, none, or one more."""
    vocabulary = words.letters_at.shape[0] - 1 - len(PUNCTUATION)
    changes = 1 + int(length * (0.01 + 0.04 * _chance(state)))
    for _ in range(changes):
        place = int(_chance(state) * length)
        if tokens[place] < len(PUNCTUATION):
            continue
        what = _chance(state)
        if what < 0.6:
            tokens[place] = len(PUNCTUATION) + int(_chance(state) * vocabulary)
        elif what < 0.8:
            for later in range(place, length - 1):
                tokens[later] = tokens[later + 1]
            length -= 1
        else:
            for later in range(length, place, -1):
                tokens[later] = tokens[later - 1]
            tokens[place] = len(PUNCTUATION) + int(_chance(state) * vocabulary)
            length += 1
    return length


@njit(cache=True)
def _with_a_paragraph(
    words: Grammar,
    persian: bool,
    state: NDArray[np.uint64],
    tokens: NDArray[np.int32],
    length: int,
) -> int:
    """Add one to three sentences at the beginning, after a paragraph or at the end."""
    place = _paragraph(state, tokens, length)
    added = np.empty(600, np.int32)
    size = 0
    for _ in range(1 + int(_chance(state) * 3)):
        size = _sentence(words, KINDS * int(persian) + BODY, False, state, added, size)
    added[size] = NEWLINE
    size += 1
    for later in range(length - 1, place - 1, -1):
        tokens[later + size] = tokens[later]
    tokens[place : place + size] = added[:size]
    return length + size


@njit(cache=True)
def _without_a_paragraph(state: NDArray[np.uint64], tokens: NDArray[np.int32], length: int) -> int:
    """Leave out one paragraph, but never the first, nor more than three tenths of all."""
    for _ in range(8):
        start = _paragraph(state, tokens, length)
        end = start
        while end < length and tokens[end] != NEWLINE:
            end += 1
        if 0 < start < end and (end - start) * 10 <= length * 3:
            for later in range(end + 1, length):
                tokens[later - (end + 1 - start)] = tokens[later]
            return length - (end + 1 - start)
    return length


@njit(cache=True)
def _paragraph(state: NDArray[np.uint64], tokens: NDArray[np.int32], length: int) -> int:
    """Return where some paragraph starts, or the end."""
    place = int(_chance(state) * (length + 1))
    while 0 < place < length and tokens[place - 1] != NEWLINE:
        place += 1
    return place


@njit(cache=True)
def _written(
    words: Grammar,
    tokens: NDArray[np.int32],
    length: int,
    keyboard: float,
    text: NDArray[np.uint8],
    at: int,
) -> int:
    """Write the letters of a text from ``at`` on, and return where they end."""
    for place in range(length):
        token = tokens[place]
        if place > 0 and token >= len(PUNCTUATION) and tokens[place - 1] != NEWLINE:
            text[at] = 32
            at += 1
        for letter in range(words.letters_at[token], words.letters_at[token + 1]):
            byte = words.letters[letter]
            if keyboard < 0.05 and 97 <= byte <= 122:
                byte -= 32
            text[at] = byte
            at += 1
            if keyboard < 0.15 and at > 1:
                if text[at - 2] == 0xDB and byte == 0x8C:  # ی
                    text[at - 2], text[at - 1] = 0xD9, 0x8A
                elif text[at - 2] == 0xDA and byte == 0xA9:  # ک
                    text[at - 2], text[at - 1] = 0xD9, 0x83
    return at


@njit(cache=True)
def _texts(
    words: Grammar,
    seed: int,
    first: int,
    unique: float,
    standing: float,
    shares: NDArray[np.float64],
    families: int,
    template: NDArray[np.int64],
    turns: NDArray[np.int64],
    edit: NDArray[np.int8],
    persian: NDArray[np.bool_],
    offsets: NDArray[np.int64],
) -> NDArray[np.uint8]:
    """Fill what is true of each row, and return the letters of all texts."""
    text = np.empty(1 << 20, np.uint8)
    tokens = np.empty(4096, np.int32)
    state = np.empty(1, np.uint64)
    at = 0
    for row in range(template.shape[0]):
        state[0] = _mix(_mix(seed) ^ np.uint64(first + row))
        who = _chance(state)
        turns[row] = -1
        if who < unique:
            own = _mix(state[0])
            template[row] = -1
            edit[row] = OWN
            persian[row] = _chance(state) < 0.5
            length = _letter(words, own, own, persian[row], False, tokens)
        elif who < unique + 0.01:
            of = KINDS * int(_chance(state) < 0.5) + SHORT
            persian[row] = of > KINDS
            edit[row] = SHORT_TEXT
            few = int(_chance(state) * 8)
            state[0] = _mix(of * 100 + few)
            template[row] = (1 << 40) + of * 100 + few
            length = _sentence(words, of, False, state, tokens, 0)
            state[0] = _mix(seed ^ (first + row))
        else:
            if _chance(state) < 0.03 / (1 - unique):
                number = CAMPAIGNS + int(_chance(state) * families)
            else:
                number = np.searchsorted(shares, _chance(state))
            # Of eight, one shares half with the first, one turns the first round; two turn and
            # share in the same way with the fourth; the others stand alone.
            place = number % 8
            base = number
            if place in (1, 2):
                base = number - place
            elif place in (4, 5):
                base = number - place + 3
            origin = _mix(_mix(seed + 1) + np.uint64(base))
            turned = place in (2, 4)
            other = _mix(np.uint64(number) + origin) if place in (1, 5) else origin
            if turned:
                turns[row] = base
            template[row] = number
            persian[row] = origin & np.uint64(1) == np.uint64(1)
            length = _letter(words, origin, other, persian[row], turned, tokens)
            edit[row] = AS_IT_STANDS
            if _chance(state) >= standing:
                what = _chance(state)
                if what < 0.5:
                    edit[row] = WORDS
                    length = _with_words_changed(words, state, tokens, length)
                elif what < 0.8:
                    edit[row] = ADDED
                    length = _with_a_paragraph(words, persian[row], state, tokens, length)
                else:
                    edit[row] = LEFT_OUT
                    length = _without_a_paragraph(state, tokens, length)
        if at + 32 * length + 64 > text.shape[0]:
            longer = np.empty(2 * text.shape[0], np.uint8)
            longer[:at] = text[:at]
            text = longer
        at = _written(words, tokens, length, _chance(state), text, at)
        offsets[row + 1] = at
    return text


def main() -> None:
    """Write a file of submissions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--unique", type=float, default=0.4, help="share of texts of their own")
    parser.add_argument("--standing", type=float, default=0.5, help="share of unchanged copies")
    given = parser.parse_args()
    generate(
        given.out, rows=given.rows, seed=given.seed, unique=given.unique, standing=given.standing
    )


if __name__ == "__main__":
    main()
