"""Which columns hold the text, the id and the language: as asked for, else as they look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dabir.analysis.errors import InputError
from dabir.analysis.reading.rows import Table

ID_NAMES = (
    "id",
    "_id",
    "identifier",
    "submission_id",
    "comment_id",
    "document_id",
    "response_id",
    "key",
    "uuid",
    "شناسه",
    "کد رهگیری",
    "کد",
)
LANGUAGE_NAMES = ("lang", "language", "زبان")


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns that somebody named; None where they left it to us."""

    text: str | None = None
    id: str | None = None
    language: str | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns that are read. Without one for the id, a row's id is its number."""

    text: str
    id: str | None
    language: str | None
    stance: str | None
    """For or against, or the like, where somebody named a column for it: it is never guessed."""

    said: tuple[str, ...]
    """A sentence for each column that was guessed."""

    @property
    def names(self) -> list[str]:
        """The columns that are read, each once."""
        wanted = (self.text, self.id, self.language, self.stance)
        return list(dict.fromkeys(name for name in wanted if name is not None))


def choose_columns(table: Table, asked: Asked) -> Chosen:
    """Return the columns to read. Raises InputError for one that is not there."""
    for option in ("text", "id", "language", "stance"):
        name = getattr(asked, option)
        if name is not None and name not in table.names:
            listed = ", ".join(f"“{each}”" for each in table.names)
            raise InputError(
                f"{table.files[0].name} has no column “{name}”. It has: {listed or 'none'}."
            )
    taken = {asked.text, asked.id, asked.language, asked.stance}
    # a head that ends in delimiters names columns “”: nobody's, unless somebody asks for them
    free = dict.fromkeys(name for name in table.names if name and name not in taken)
    sample = table.sample(list(free))
    said: list[str] = []
    text = asked.text
    if text is None:
        text = _longest(table, sample)
        said.append(f"The text is read from column “{text}”; --text names another.")
    identity = asked.id
    if identity is None:
        identity = next((name for name in _named(sample, ID_NAMES) if name != text), None)
        if identity is not None and (why := _unfit(sample[identity])):
            said.append(f"Column “{identity}” {why}, so it is not taken as the id.")
            identity = None
        said.append(
            "Rows are named by their number, from 0; --id names a column that holds their ids."
            if identity is None
            else f"Ids are read from column “{identity}”; --id names another."
        )
    language = asked.language
    if language is None:
        language = next((name for name in _named(sample, LANGUAGE_NAMES) if name != text), None)
        if language is not None:
            said.append(f"Languages are read from column “{language}”; --lang names another.")
    return Chosen(text, identity, language, asked.stance, tuple(said))


def _longest(table: Table, sample: Mapping[str, pa.LargeBinaryArray]) -> str:
    """Return the column with the longest cells, one named as an id only if there is no other."""
    sizes = {name: pc.sum(pc.binary_length(column)).as_py() or 0 for name, column in sample.items()}
    rows = any(len(column) for column in sample.values())
    if not sizes or (rows and not any(sizes.values())):  # without rows, that is what is said later
        raise InputError(
            f"{table.files[0].name} has no column that could hold the text; --text names one."
        )
    known = {*_named(sample, ID_NAMES), *_named(sample, LANGUAGE_NAMES)}
    return max(sizes, key=lambda name: (sizes[name] > 0, name not in known, sizes[name]))


def _named(sample: Mapping[str, pa.LargeBinaryArray], known: Sequence[str]) -> list[str]:
    plain = {name.strip().casefold(): name for name in reversed(list(sample))}
    return [plain[name] for name in known if name in plain]


def _unfit(column: pa.LargeBinaryArray) -> str | None:
    """Return why a column does not name rows: it repeats itself, or is mostly empty."""
    filled = column.filter(pc.greater(pc.binary_length(column), 0))
    if len(filled.unique()) < len(filled):
        return "repeats its values"
    return "is mostly empty" if 2 * len(filled) < len(column) else None
