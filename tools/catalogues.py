"""Keep the Persian catalogues: one a room, at src/dabir/locale/<room>/fa/LC_MESSAGES/django.po.

    python tools/catalogues.py update [ROOM …]    add what the source says, drop what it does not
    python tools/catalogues.py check              fail where one is missing, untranslated, ambiguous
    python tools/catalogues.py compile            write the .mo files that Django reads

A room is a stage (its models, acts, pages and templates together), or `foundation`, `web`, `chain`,
`cli` and so on: the folder under src/dabir that the message stands in. Source messages are English.
Django reads all rooms as one: what is said in several has one translation, or a context (pgettext)
that tells its meanings apart. The .mo files are made at install and never committed. Nothing here
needs gettext installed: Babel extracts and compiles.
"""

import argparse
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "dabir"
LOCALE = SOURCE / "locale"
LANGUAGE = "fa"

# Django's names for marking a message, with where its parts stand among the arguments.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# No dates and no names, so that a catalogue changes only with its messages.
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fa\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)\}(?!\})")
ARABIC_LETTERS = re.compile("[يكىة]")

Key = tuple[str, str | None]


def room_of(path: Path) -> str:
    """The room that a source file's messages belong to."""
    stages, foundation = (
        {folder.name for folder in (SOURCE / part).glob("[!_.]*") if folder.is_dir()}
        for part in ("stages", "foundation")
    )
    first, *rest = path.relative_to(SOURCE).parts
    if first == "stages":
        return rest[0]
    if first == "web":
        page = rest[1] if rest[0] == "templates" else rest[0]
        if page in stages or page == "chain":
            return page
        return "foundation" if page in foundation else "web"
    return first


def sources() -> Iterator[Path]:
    """Every file that may hold messages: modules and templates."""
    for pattern in ("*.py", "*.html", "*.txt"):
        for path in sorted(SOURCE.rglob(pattern)):
            parts = path.relative_to(SOURCE).parts
            if "migrations" in parts or parts[0] == "locale":
                continue
            if pattern == "*.py" or "templates" in parts:
                yield path


def _as_python(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # Django turns a template into calls of gettext; its indentation means nothing to Python.
    calls = templatize(text, origin=str(path))
    return "\n".join(line.strip() for line in calls.splitlines())


def read_sources() -> dict[str, Catalog]:
    """What the source says now: for each room with messages, a catalogue without translations."""
    rooms: dict[str, Catalog] = {}
    for path in sources():
        stream = io.BytesIO(_as_python(path).encode())
        try:
            found = list(extract("python", stream, KEYWORDS, comment_tags=("Translators:",)))
        except (tokenize.TokenError, SyntaxError) as problem:
            raise SystemExit(f"{path.relative_to(ROOT)}: {problem}") from problem
        for _line, message, comments, context in found:
            catalogue = rooms.setdefault(room_of(path), _empty())
            where = [(path.relative_to(ROOT).as_posix(), 0)]
            catalogue.add(message, locations=where, auto_comments=comments, context=context)
    return rooms


def _empty() -> Catalog:
    return Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)


def catalogue_path(room: str) -> Path:
    """Where a room's catalogue lies."""
    return LOCALE / room / LANGUAGE / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it lies on disk; an empty one where there is none."""
    if not path.exists():
        return _empty()
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, abort_invalid=True)


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue so that equal messages give equal bytes."""
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body.getvalue().decode().strip("\n") + "\n", encoding="utf-8")


def _messages(catalogue: Catalog) -> dict[Key, Message]:
    found = {}
    for message in catalogue:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            found[first, message.context] = message
    return found


def update(rooms: list[str]) -> int:
    """Bring catalogues up to date with the source; translations that still apply are kept."""
    said = read_sources()
    for room in sorted(rooms or said):
        if room not in said:
            raise SystemExit(f"No room {room} has messages; there are: {', '.join(sorted(said))}")
        path = catalogue_path(room)
        catalogue = read_catalogue(path)
        catalogue.update(said[room], no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write_catalogue(path, catalogue)
        waiting = sum(1 for m in _messages(catalogue).values() if not _translated(m))
        print(f"{room}: {len(catalogue)} messages, {waiting} untranslated")
    return 0


def _translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings) and len(strings) >= (2 if message.pluralizable else 1)


def faults(room: str, said: Catalog | None, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a room's catalogue, a sentence each."""
    expected = _messages(said) if said else {}
    present = _messages(catalogue)
    for key in expected.keys() - present.keys():
        yield f"{room}: missing: {key[0]!r}"
    for key in present.keys() - expected.keys():
        yield f"{room}: no longer said: {key[0]!r}"
    for key in expected.keys() & present.keys():
        message = present[key]
        if message.fuzzy:
            yield f"{room}: fuzzy: {key[0]!r}"
        elif not _translated(message) or message.pluralizable != expected[key].pluralizable:
            yield f"{room}: untranslated: {key[0]!r}"
        else:
            yield from _wording(room, message)


def _wording(room: str, message: Message) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    names = {name for text in sources for name in PLACEHOLDER.findall(text)}
    for text in strings:
        given = set(PLACEHOLDER.findall(text))
        # One form of a plural may leave its number out; nothing may name what is not given.
        if given - names or (not message.pluralizable and given != names):
            yield f"{room}: other placeholders: {text!r}"
        if ARABIC_LETTERS.search(text):
            yield f"{room}: Arabic letters where Persian has its own: {text!r}"


def differing(catalogues: dict[str, Catalog]) -> Iterator[str]:
    """Messages to which rooms give different translations, a sentence each.

    Django would show the first room's everywhere: the meaning of one of them would be wrong.
    """
    said: dict[Key, dict[tuple[str, ...], list[str]]] = {}
    for room, catalogue in catalogues.items():
        for key, message in _messages(catalogue).items():
            if _translated(message):
                strings = message.string
                forms = (strings,) if isinstance(strings, str) else tuple(strings or ())
                said.setdefault(key, {}).setdefault(forms, []).append(room)
    for (text, context), ways in said.items():
        if len(ways) > 1:
            where = "; ".join(f"{', '.join(rooms)}: {forms[-1]}" for forms, rooms in ways.items())
            named = f"{text!r} ({context})" if context else repr(text)
            yield f"said in two ways, without a context that tells them apart: {named}: {where}"


def check() -> int:
    """Name every fault of every catalogue; return 1 where there is any."""
    said = read_sources()
    on_disk = {path.parents[2].name for path in LOCALE.glob(f"*/{LANGUAGE}/LC_MESSAGES/django.po")}
    rooms = {room: read_catalogue(catalogue_path(room)) for room in sorted(said.keys() | on_disk)}
    found = [
        fault
        for room, catalogue in rooms.items()
        for fault in sorted(faults(room, said.get(room), catalogue))
    ]
    found += sorted(differing(rooms))
    for fault in found:
        print(fault)
    if found:
        print(f"{len(found)} faults; `python tools/catalogues.py update` adds and drops entries.")
    return 1 if found else 0


def compile_all() -> int:
    """Write the .mo file beside every catalogue."""
    for path in sorted(LOCALE.glob(f"*/{LANGUAGE}/LC_MESSAGES/django.po")):
        body = io.BytesIO()
        write_mo(body, read_catalogue(path))
        path.with_suffix(".mo").write_bytes(body.getvalue())
    return 0


def main() -> int:
    """Run one of the three commands; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="follow the source").add_argument("room", nargs="*")
    commands.add_parser("check", help="fail where a catalogue is not complete, or two disagree")
    commands.add_parser("compile", help="write the .mo files")
    chosen = parser.parse_args()
    if chosen.command == "update":
        return update(chosen.room)
    return check() if chosen.command == "check" else compile_all()


if __name__ == "__main__":
    sys.exit(main())
