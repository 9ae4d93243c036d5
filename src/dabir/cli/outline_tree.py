"""What `dabir outline` prints for people: facts, a tree of items, members, duties by day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import click

from dabir.domain.outline.model import Duty, Finding, Item, Outline
from dabir.formats.received import Part, Received

LABEL = 18
NARROWEST = 60
SURE = 1.0


def show(name: str, received: Received, read: Outline) -> None:
    """Print an outline, with the confidence and the rule of each finding that is not certain."""
    click.echo(click.style(name, bold=True))
    for line in _about(received):
        click.echo(f"  {click.style('!', fg='yellow')} {line}")
    for label, finding in _facts(read):
        _line(label, finding)
    if read.items:
        _heading(f"structure ({len(read.items)})")
        for line in tree(read.items, received.document.text):
            click.echo(f"  {line}")
    if read.members:
        _heading(f"members ({len(read.members)})")
        for member in read.members:
            click.echo(f"  • {_cut(str(member.value), 4)}{_doubt(member)}")
    if read.duties:
        _heading(f"duties ({len(read.duties)})")
        for duty in read.duties:
            _duty(duty, received.document.text)
    if read.invalid_dates:
        _heading("to be looked at")
        for impossible in read.invalid_dates:
            _line("impossible date", impossible)
    click.echo()


def _about(received: Received) -> Iterator[str]:
    if received.chosen.name:
        yield f"read in the message: {received.chosen.name}"
    elif len(received.parts) > 1:
        yield "read in the message: its own words"
    for part in received.parts:
        if part is not received.chosen:
            yield _other(part)
    for note in received.document.notes:
        yield str(note)


def _other(part: Part) -> str:
    name = part.name or "the words of the message"
    if part.refusal is not None:
        return f"not read: {name}: {part.refusal}"
    return f"also in the message: {name} (--part {_quoted(part.name)})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _facts(read: Outline) -> Iterator[tuple[str, Finding[Any]]]:
    group, call = read.working_group, read.call
    facts: list[tuple[str, Finding[Any] | None]] = [
        ("kind", read.kind),
        ("language", read.language),
        ("title", read.title),
        ("number", read.number),
        ("session", read.session),
        ("date", read.date),
        ("issuer", read.issuer),
        ("working group", group.title if group else None),
        ("responsible body", group.responsible_body if group else None),
        ("deadline", call.deadline if call else None),
        *(("contact", contact) for contact in (call.contact if call else ())),
        *(("invited", invited) for invited in (call.invited if call else ())),
    ]
    for label, finding in facts:
        if finding is not None:
            yield label, finding


def _line(label: str, finding: Finding[Any]) -> None:
    click.echo(f"  {label:<{LABEL}}{_cut(str(finding.value), LABEL + 2)}{_doubt(finding)}")


def _doubt(finding: Finding[Any]) -> str:
    if finding.confidence >= SURE:
        return ""
    return click.style(f"  {finding.confidence:.0%} {finding.rule}", dim=True)


def _heading(text: str) -> None:
    click.echo()
    click.echo(f"  {click.style(text, underline=True)}")


def tree(items: Sequence[Item], source: str) -> Iterator[str]:
    """Yield the items as lines of a tree: each below the one that its path goes on from."""
    for index, item in enumerate(items):
        level = max(item.level, 1)
        stems = "".join(
            "│  " if _goes_on(items, index, each) else "   " for each in range(1, level)
        )
        branch = "├─ " if _goes_on(items, index, level) else "└─ "
        label = item.path.rpartition("/")[2]
        words = source[item.text_span.start : item.text_span.end]
        text = _cut(words, 8 + len(stems) + len(label))
        yield f"{stems}{branch}{click.style(label, bold=True)}  {text}".rstrip()


def _goes_on(items: Sequence[Item], index: int, level: int) -> bool:
    """Tell whether another item of this level follows before one of a higher level."""
    for later in items[index + 1 : index + _FAR]:
        if later.level < level:
            return False
        if later.level == level:
            return True
    return False


_FAR = 500
"""How far ahead a branch is drawn towards; a text of thousands of items is not read as a tree."""


def _duty(duty: Duty, source: str) -> None:
    day = duty.due.isoformat() if duty.due else duty.relative or "no day"
    bodies = "، ".join(body.value for body in duty.bodies) or "nobody named"
    with_bodies = "، ".join(body.value for body in duty.supporting)
    item = f"  [{duty.item_path}]" if duty.item_path else ""
    doubt = "" if duty.confidence >= SURE else f"  {duty.confidence:.0%} {duty.rule}"
    click.echo(
        f"  {click.style(f'{day:<12}', bold=bool(duty.due))}{_cut(bodies, 14)}"
        f"{click.style(item + doubt, dim=True)}"
    )
    if with_bodies:
        click.echo(f"  {'':<12}with {_cut(with_bodies, 19)}")
    if duty.due is None and duty.due_text is not None:
        click.echo(f"  {'':<12}by {_cut(duty.due_text.value, 17)}")
    click.echo(f"  {'':<12}{_cut(source[duty.span.start : duty.span.end], 14)}")


def _cut(text: str, taken: int) -> str:
    """Return the text on one line that fits beside the columns that are taken."""
    room = max(shutil.get_terminal_size((100, 24)).columns, NARROWEST) - taken
    flat = " ".join(text[: 8 * room].split())
    return flat if len(flat) <= room else f"{flat[: room - 1].rstrip()}…"
