"""Versions, what is proposed to them and what changed between them, as files for one reader.

A file holds what its reader may see and nothing else, and prints the closest confidentiality of
what stands in it. Authors in a file are bodies; the properties of the file name no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import (
    Compilation,
    Edit,
    Proposed,
    Symbol,
    compile_amendments,
    operations_between,
)
from dabir.domain.drafting.amendments import names
from dabir.formats.akoma_ntoso import (
    first_ids,
    write_akoma_ntoso,
    write_contested_akoma_ntoso,
)
from dabir.formats.text_facts import Milestone, TextFacts, file_name
from dabir.formats.texts import (
    write_compilation_html,
    write_compilation_pdf,
    write_html,
    write_markdown,
    write_text_pdf,
)
from dabir.formats.texts.data import write_compilation_json, write_json
from dabir.formats.word_changes import Front, write_compilation
from dabir.foundation.people.models import Body
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.compiling.compiled import amendments_compiled
from dabir.stages.texts.files.as_it_came import Layout, WordFile
from dabir.stages.texts.models import Amendment, OptionSupport, Text, Version
from dabir.stages.texts.queries import versions_visible_to
from dabir.stages.texts.rulings import rulings_of, standing
from dabir.stages.texts.snapshots import as_drafted, snapshot

VERSION_ENDINGS = ("docx", "pdf", "xml", "html", "md", "json")
"""The files that a version is written to; "xml" is Akoma Ntoso."""

COMPILATION_ENDINGS = ("docx", "pdf", "xml", "html", "json")
"""The files that a compilation is written to; in "docx" it stands as tracked changes."""

Contests = Literal["brackets", "rows"]

_LENT = 1_000_000
"""Numbers from here on stand for bodies that support single operations of an amendment."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file on its way out: its name in ASCII, with its ending, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a file is wanted: its languages, the text's own first, whether lines are numbered, and
    whose layout a Word file has: that of the text's original only for who may read that.
    """

    languages: tuple[str, ...]
    line_numbers: bool = False
    contests: Contests = "brackets"
    layout: Layout = "own"

    @property
    def language(self) -> str:
        """The language of what is printed around the words."""
        return "fa" if self.languages[0] == "fa" else "en"


def issued_mark(version: Version) -> str:
    """Return what a Word file carries so that its version is known again when it comes back."""
    return f"dabir:{version.text.address_id}:{version.order}"


def issued_order(text: Text, mark: str) -> int | None:
    """Return the order of the version of `text` that a Word file says it was written from."""
    start = f"dabir:{text.address_id}:"
    order = mark.removeprefix(start)
    return int(order) if mark.startswith(start) and order.isdecimal() and len(order) < 9 else None


def write_version(version: Version, reader: Reader, ending: str, shape: Shape) -> Outgoing:
    """Return a version as a file with one of `VERSION_ENDINGS`.

    Word and Markdown files are in the first language alone.

    Raises:
        KeyError: no writer for this ending.
    """
    write = None if ending == "docx" else _VERSION[ending]
    with reading_as(Preferences.of_language(shape.language)):
        facts = _facts(version, reader, shape, [version.text.address.confidentiality])
        drafted = snapshot(version)
        if write is None:
            front, nothing = _front(version, facts), compile_amendments(drafted, ())
            data = _word_file(version, reader, shape, front, nothing, times={})
        else:
            data = write(version, drafted, facts, shape)
        return Outgoing(_name(facts, version, ending), data)


def write_compiled(version: Version, reader: Reader, ending: str, shape: Shape) -> Outgoing:
    """Return what the reader may see of what is proposed to a version, as a file.

    `ending` is one of `COMPILATION_ENDINGS`.

    Raises:
        KeyError: no writer for this ending.
        Unfit: what is kept does not fit the version.
    """
    if ending not in COMPILATION_ENDINGS:
        raise KeyError(ending)
    amendments = amendments_compiled(version, reader)
    levels = [version.text.address.confidentiality]
    levels += [each.address.confidentiality for each in amendments]
    with reading_as(Preferences.of_language(shape.language)):
        facts = _facts(version, reader, shape, levels)
        name = _name(facts, version, ending, "compilation")
        compilation = _compiled(version, amendments)
        if ending == "docx":
            data = _word_file(
                version,
                reader,
                shape,
                _front(version, facts, _("Compilation text")),
                compilation,
                times={each.number: each.at for each in amendments},
            )
        elif ending == "json":
            data = write_compilation_json(
                compilation,
                facts,
                amendments=[_named(each) for each in amendments],
                states={each.number: each.state for each in amendments},
                languages=shape.languages,
            )
        elif ending == "xml":
            data = write_contested_akoma_ntoso(compilation, facts, languages=shape.languages)
        elif ending == "html":
            data = write_compilation_html(
                compilation, facts, languages=shape.languages, contests=shape.contests
            )
        else:
            data = write_compilation_pdf(
                compilation,
                facts,
                languages=shape.languages,
                contests=shape.contests,
                line_numbers=shape.line_numbers,
            )
        return Outgoing(name, data)


def write_between(before: Version, after: Version, reader: Reader, shape: Shape) -> Outgoing:
    """Return `before` as a Word file in which what makes `after` of it is tracked.

    Raises:
        Inexpressible: a clause became one of another kind.
    """
    with reading_as(Preferences.of_language(shape.language)):
        facts = _facts(after, reader, shape, [after.text.address.confidentiality])
        old, language = snapshot(before), shape.languages[0]
        changed = [
            each
            for each in operations_between(old, snapshot(after))
            if not isinstance(each, Edit) or each.language == language
        ]
        compilation = compile_amendments(
            old,
            [Proposed(1, place, each) for place, each in enumerate(changed)],
            {1: (_("Secretariat"),)},
        )
        subtitle = _("%(after)s against %(before)s") % {
            "after": after.symbol,
            "before": before.symbol,
        }
        front = _front(after, facts, subtitle)
        data = _word_file(before, reader, shape, front, compilation, times={1: after.at})
        return Outgoing(_name(facts, after, "docx", f"against-{before.order}"), data)


_Writer = Callable[[Version, drafting.Version, TextFacts, Shape], bytes]


def _word_file(
    version: Version,
    reader: Reader,
    shape: Shape,
    front: Front,
    compilation: Compilation,
    *,
    times: Mapping[int, datetime | None],
) -> bytes:
    language, issued = shape.languages[0], issued_mark(version)

    def anew(front: Front) -> bytes:
        return write_compilation(
            compilation,
            language=language,
            front=front,
            times=times,
            secretariat=_("Secretariat"),
            issued=issued,
        )

    file = WordFile(version, reader, language, front, issued, compilation, times, anew)
    return file.written(shape.layout)


def _pdf(_version: Version, drafted: drafting.Version, facts: TextFacts, shape: Shape) -> bytes:
    return write_text_pdf(
        drafted, facts, languages=shape.languages, line_numbers=shape.line_numbers
    )


def _html(_version: Version, drafted: drafting.Version, facts: TextFacts, shape: Shape) -> bytes:
    return write_html(drafted, facts, languages=shape.languages, line_numbers=shape.line_numbers)


def _xml(_version: Version, drafted: drafting.Version, facts: TextFacts, shape: Shape) -> bytes:
    kind: Literal["bill", "act"] = "act" if facts.status == "final" else "bill"
    return write_akoma_ntoso(drafted, facts, languages=shape.languages, document=kind)


def _md(_version: Version, drafted: drafting.Version, facts: TextFacts, shape: Shape) -> bytes:
    return write_markdown(drafted, facts, language=shape.languages[0])


def _json(_version: Version, drafted: drafting.Version, facts: TextFacts, shape: Shape) -> bytes:
    return write_json(drafted, facts, languages=shape.languages)


_VERSION: dict[str, _Writer] = {
    "pdf": _pdf,
    "xml": _xml,
    "html": _html,
    "md": _md,
    "json": _json,
}


def _facts(version: Version, reader: Reader, shape: Shape, levels: Iterable[str]) -> TextFacts:
    text = version.text
    seen = list(
        versions_visible_to(reader).filter(text=text, order__lte=version.order).order_by("order")
    )
    day = _day(version)
    order = [each.value for each in Confidentiality]
    level = Confidentiality(max(levels, key=order.index))
    # Later versions name a clause by where it first stood.
    known = first_ids(snapshot(each) for each in seen) if len(seen) > 1 else {}
    titles = {code: text.names[code] for code in shape.languages if text.names.get(code)}
    final = (
        text.state == Text.State.ISSUED
        and not text.versions.filter(order__gt=version.order).exists()
    )
    return TextFacts(
        title=titles or {code: name for code, name in text.names.items() if name},
        name=f"text-{text.pk}",
        day=day,
        day_text=str(show_day(day)),
        begun=_day(seen[0]) if seen else day,
        group=text.group.name,
        classification="" if level == Confidentiality.PUBLIC else str(level.label),
        status="final" if final else "draft",
        history=tuple(Milestone(Symbol(each.order), _day(each)) for each in seen),
        first_ids=known,
    )


def _day(version: Version) -> date:
    return version.at.astimezone(ZoneInfo(version.text.group.time_zone)).date()


def _front(version: Version, facts: TextFacts, more: str = "") -> Front:
    parts = (version.symbol, facts.day_text, more)
    return Front(
        title=facts.title_in(version.text.language),
        subtitle=" · ".join(part for part in parts if part),
        classification=facts.classification,
        day=facts.day,
    )


def _name(facts: TextFacts, version: Version, ending: str, what: str = "") -> str:
    return "-".join(part for part in (file_name(facts, Symbol(version.order)), what) if part) + (
        f".{ending}"
    )


def _named(amendment: Amendment) -> drafting.Amendment:
    drafted = as_drafted(amendment)
    return drafting.Amendment(drafted.number, drafted.base, _behind(amendment), drafted.operations)


def _behind(amendment: Amendment) -> tuple[str, ...]:
    first = amendment.proposer.name if amendment.proposer else _("Secretariat")
    return (first, *(body.name for body in amendment.sponsors.all()))


def _compiled(version: Version, amendments: Sequence[Amendment]) -> Compilation:
    """Compile with the names of those behind each operation, not merely each amendment."""
    operations, _rulings = standing(amendments, rulings_of(amendments))
    base = snapshot(version)
    numbers = {each.pk: each.number for each in amendments}
    joined: dict[int, list[Body]] = {}
    places: dict[tuple[int, int], set[int]] = {}
    left: dict[int, set[int]] = {}
    for each in OptionSupport.objects.filter(amendment__in=amendments).select_related("body"):
        number = numbers[each.amendment_id]
        if each.left:
            left.setdefault(number, set()).add(each.body_id)
        elif each.body not in joined.setdefault(number, []):
            joined[number].append(each.body)
        key = (number, each.body_id)
        places.setdefault(key, set()).add(each.place)
    proposers: dict[int, tuple[str, ...]] = {}
    lent: list[Proposed] = []

    def lend(body: Body, of: int, wanted: Callable[[int], bool]) -> None:
        number = _LENT + len(proposers)
        proposers[number] = (body.name,)
        lent.extend(
            Proposed(number, each.place, each.operation)
            for each in operations
            # What rests on other operations of its amendment cannot stand without them.
            if each.amendment == of
            and wanted(each.place)
            and all(name in base for name in names(each.operation))
        )

    for amendment in amendments:
        number = amendment.number
        gone = left.get(number, set())
        first = amendment.proposer.name if amendment.proposer else _("Secretariat")
        sponsors = list(amendment.sponsors.all())
        proposers[number] = (first, *(one.name for one in sponsors if one.pk not in gone))
        for body in sponsors:
            if body.pk in gone:
                without = places[number, body.pk]
                lend(body, number, lambda place, without=without: place not in without)  # type: ignore[misc]  # mypy infers no type for a default
        for body in joined.get(number, ()):
            among = places[number, body.pk]
            lend(body, number, lambda place, among=among: place in among)  # type: ignore[misc]  # as above
    return compile_amendments(base, [*operations, *lent], proposers)
