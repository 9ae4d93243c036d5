"""All that is proposed to a version, laid over it for one reader; kept, so that pages are quick.

What a reader may not see is not compiled for them: neither an option nor a gap, a number or the
reach of a contested place tells of it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from dabir.domain.drafting import Compilation, Slot, Words, compile_amendments
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption, Option
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.models import Amendment, CompiledForm, Version
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.rulings import RULED, rulings_of, standing
from dabir.stages.texts.snapshots import snapshot

FORM = 2
"""Counts the shapes of a kept form: one of another shape is never read."""

Ranks = tuple[tuple[int, int], ...]
"""Operations, each by the number of its amendment and its place in it."""


@dataclass(frozen=True, slots=True)
class SeenCompilation:
    """A compilation of what somebody may see, with its amendments by number."""

    compilation: Compilation
    amendments: Mapping[int, Amendment]


@dataclass(frozen=True, slots=True)
class KeptOption:
    """An option of a contest. `what` is "words", or what becomes of the clause."""

    uid: str
    what: str
    words: str
    operations: Ranks
    keeps_base: bool
    spelling_only: bool
    clauses: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...]
    """Of an addition: heading and text by language of each clause it adds."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The amendments that come to it."""
        return tuple(dict.fromkeys(number for number, _ in self.operations))


@dataclass(frozen=True, slots=True)
class KeptContest:
    """A contested place: a stretch of a wording (`part` is set), or a question about a clause.

    `under` is the clause of the version beside which it is shown, "" before all of them.
    """

    uid: str
    clause: str
    under: str
    part: str
    language: str
    start: int
    base: str
    addition: bool
    hard: bool
    reasons: tuple[str, ...]
    options: tuple[KeptOption, ...]

    @property
    def proposed(self) -> tuple[KeptOption, ...]:
        """The options that are not the base."""
        return tuple(each for each in self.options if not each.keeps_base)

    @property
    def numbers(self) -> frozenset[int]:
        """The amendments that meet in it."""
        return frozenset(number for option in self.options for number in option.numbers)


@dataclass(frozen=True, slots=True)
class KeptWording:
    """A wording of the base with contested places: plain words and slots, in their order.

    A stretch of `row` is ("", words) or (slot uid, "").
    """

    clause: str
    part: str
    language: str
    row: tuple[tuple[str, str], ...]


class Brief(NamedTuple):
    """What filters and counts ask of a contest: where it is, and which operations meet in it."""

    uid: str
    under: str
    clause: str
    hard: bool
    operations: Ranks

    @property
    def numbers(self) -> frozenset[int]:
        """The amendments that meet in it."""
        return frozenset(number for number, _place in self.operations)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The contests of a version in the order of reading; what they say is read when asked for."""

    briefs: tuple[Brief, ...]
    _clauses: Mapping[str, str]

    def at(self, under: str) -> tuple[tuple[KeptContest, ...], tuple[KeptWording, ...]]:
        """Return the contests beside a clause, and its wordings in which some of them stand."""
        if under not in self._clauses:
            return (), ()
        contests, wordings = json.loads(self._clauses[under])
        return (
            tuple(_read_contest(each) for each in contests),
            tuple(
                KeptWording(under, part, language, tuple((uid, words) for uid, words in row))
                for part, language, row in wordings
            ),
        )

    @property
    def contests(self) -> tuple[KeptContest, ...]:
        """All contests."""
        places = dict.fromkeys(each.under for each in self.briefs)
        return tuple(contest for under in places for contest in self.at(under)[0])


NOTHING = KeptForm((), {})
"""The form of a version to which nothing is proposed."""


class CompiledRow(NamedTuple):
    """An amendment that is compiled, without its operations."""

    pk: int
    edition: int
    number: int
    state: str
    proposer: int | None


def amendments_compiled(version: Version, reader: Reader) -> list[Amendment]:
    """Return what is laid over a version for the reader, by number.

    These are the amendments to it that are neither withdrawn nor to be drafted again. Amendments
    to amendments are shown under those, not beside them.
    """
    return list(
        amendments_visible_to(reader)
        .filter(text=version.text_id, base=version, amends=None)
        .filter(state__in=[*RULED, Amendment.State.CARRIED])
        .order_by("number")
    )


def compile_seen(version: Version, reader: Reader) -> SeenCompilation:
    """Compile what the reader may see of what is proposed to `version`.

    Raises:
        Unfit: what is kept does not fit the version.
    """
    amendments = amendments_compiled(version, reader)
    return SeenCompilation(
        _compile(version, amendments), {each.number: each for each in amendments}
    )


def _compile(version: Version, amendments: Iterable[Amendment]) -> Compilation:
    amendments = list(amendments)
    operations, _ = standing(amendments, rulings_of(amendments))
    return compile_amendments(snapshot(version), operations)


def compiled_rows(version: Version, reader: Reader) -> list[CompiledRow]:
    """Return what `amendments_compiled` would, a line each and without the operations."""
    rows = (
        amendments_visible_to(reader)
        .filter(text=version.text_id, base=version, amends=None)
        .filter(state__in=[*RULED, Amendment.State.CARRIED])
        .order_by("pk")
        .values_list("pk", "edition", "number", "state", "proposer")
    )
    return [CompiledRow(*row) for row in rows]


def kept_form(
    version: Version, reader: Reader, rows: Sequence[CompiledRow] | None = None
) -> KeptForm:
    """Return the compiled form of what the reader may see; it is made once for each such set.

    `rows` are those of `compiled_rows`, where they are loaded already.

    Raises:
        Unfit: what is kept does not fit the version.
    """
    rows = compiled_rows(version, reader) if rows is None else rows
    key = key_of(version, ((each.pk, each.edition) for each in rows))
    known = stored(version, key)
    if known is not None:
        return _read(known)
    # What was proposed or opened since `rows` were read is left out, and what was compiled is kept
    # by its own name: nobody meets under a key what others could see when it was made.
    among = {each.pk for each in rows}
    amendments = [each for each in amendments_compiled(version, reader) if each.pk in among]
    key = key_of(version, sorted((each.pk, each.edition) for each in amendments))
    written = _written(_compile(version, amendments))
    store(version, key, written)
    return _read(written)


def stored(version: Version, key: str) -> Any:
    """Return what is kept of a version under a key, as plain data, or None."""
    known = CompiledForm.objects.filter(version=version, key=key).first()
    return None if known is None else json.loads(zlib.decompress(bytes(known.content)))


def all_stored(versions: Iterable[Version], keys: Iterable[str]) -> dict[str, Any]:
    """Return what is kept of versions under some keys, as `stored` does; one query."""
    known = CompiledForm.objects.filter(version__in=list(versions), key__in=list(keys))
    return {each.key: json.loads(zlib.decompress(bytes(each.content))) for each in known}


def store(version: Version, key: str, written: Any) -> None:
    """Keep plain data of a version under a key, in the place of what was kept before."""
    content = zlib.compress(json.dumps(written, ensure_ascii=False).encode(), 1)
    CompiledForm.objects.update_or_create(version=version, key=key, defaults={"content": content})


def key_of(version: Version, amendments: Iterable[tuple[int, int]]) -> str:
    """Return the name of a set of amendments (key and edition) as compiled over a version."""
    digest = blake2b(f"{FORM}:{version.pk}".encode(), digest_size=16)
    for pk, edition in amendments:
        digest.update(f":{pk}.{edition}".encode())
    return digest.hexdigest()


def let_go_of_forms(version: Version) -> None:
    """Drop what is kept of a version that is not worked on any more."""
    CompiledForm.objects.filter(version=version).delete()


def _written(compilation: Compilation) -> dict[str, Any]:
    # Each contest under the clause of the base that it is read beside.
    places: dict[str, str] = {}
    wordings: dict[str, list[Any]] = {}
    under = ""
    for entry in compilation.walk():
        if entry.standing == "stands":
            under = entry.uid
            for (part, language), row in entry.wordings.items():
                if any(isinstance(each, Slot) for each in row):
                    stretches = [
                        ["", each.text] if isinstance(each, Words) else [each.uid, ""]
                        for each in row
                    ]
                    wordings.setdefault(under, []).append([part.value, language, stretches])
        if entry.choice is not None:
            at = under if entry.choice.addition else entry.choice.clause
            places.setdefault(entry.choice.uid, at)
    contests: dict[str, list[Any]] = {}
    briefs = []
    for contest in compilation.contests.values():
        written = _contest(contest, places)
        uid, clause, under, *_rest = written
        contests.setdefault(under, []).append(written)
        ranks = [list(each.rank) for option in contest.options for each in option.operations]
        briefs.append([uid, under, clause, contest.contested, ranks])
    return {
        "briefs": briefs,
        # As text within the text: a page reads the clauses that it shows, not all of them.
        "clauses": {
            under: json.dumps([found, wordings.get(under, [])], ensure_ascii=False)
            for under, found in contests.items()
        },
    }


def _contest(contest: Slot | ClauseChoice, places: Mapping[str, str]) -> list[Any]:
    reasons = sorted(contest.reasons, key=lambda each: (not each.hard, each))
    common = [contest.contested, [each.value for each in reasons]]
    if isinstance(contest, Slot):
        clause, part, language = contest.target
        place = [clause, clause, part.value, language, contest.start, contest.base_words, False]
    else:
        under = places.get(contest.uid, contest.clause)
        place = [contest.clause, under, "", "", 0, "", contest.addition]
    return [contest.uid, *place, *common, [_option(each) for each in contest.options]]


def _option(option: Option | ClauseOption) -> list[Any]:
    ranks = [list(each.rank) for each in option.operations]
    if isinstance(option, Option):
        return [
            option.uid,
            "words",
            option.words,
            ranks,
            option.keeps_base,
            option.spelling_only,
            [],
        ]
    clauses = [[dict(each.heading), dict(each.text)] for each in option.clauses]
    return [option.uid, option.what, "", ranks, option.keeps_base, False, clauses]


def _read(content: Mapping[str, Any]) -> KeptForm:
    return KeptForm(
        tuple(
            Brief(uid, under, clause, hard, tuple((number, place) for number, place in ranks))
            for uid, under, clause, hard, ranks in content["briefs"]
        ),
        content["clauses"],
    )


def _read_contest(data: list[Any]) -> KeptContest:
    uid, clause, under, part, language, start, base, addition, hard, reasons, options = data
    return KeptContest(
        uid=uid,
        clause=clause,
        under=under,
        part=part,
        language=language,
        start=start,
        base=base,
        addition=addition,
        hard=hard,
        reasons=tuple(reasons),
        options=tuple(_read_option(each) for each in options),
    )


def _read_option(data: list[Any]) -> KeptOption:
    uid, what, words, ranks, keeps_base, spelling_only, clauses = data
    return KeptOption(
        uid,
        what,
        words,
        tuple((number, place) for number, place in ranks),
        keeps_base,
        spelling_only,
        tuple((heading, text) for heading, text in clauses),
    )
