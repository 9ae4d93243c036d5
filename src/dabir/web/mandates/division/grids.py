"""The matrix as the page draws it.

Sixty bodies and two hundred duties are twelve thousand cells; they are joined here from a few ready
pieces, because a template takes its time over each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.mandates.division import (
    LEADS,
    NO_AXIS,
    SUPPORTS,
    Axis,
    Carrier,
    Division,
    Line,
    Tally,
)
from dabir.stages.mandates.models import Assignment, Duty
from dabir.web.mandates.wording import within_words
from dabir.web.templatetags.look import icon
from dabir.web.templatetags.reader import shortened

PER_SHEET = {"a4": 20, "a3": 34}
"""How many columns of marks a sheet takes, beside the names of the rows."""
UPRIGHT = 8
"""Up to so many columns have their heads across; more have them turned."""
WORDS_OF_A_ROW, WORDS_OF_A_HEAD = 110, 60


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `full` is the whole name where `label` is cut."""

    label: str
    url: str
    full: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its head, and every cell after it, ready as HTML."""

    head: SafeString
    cells: SafeString
    late: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Rows under one heading; `missing` where it holds what nobody carries."""

    label: str
    rows: list[Row]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: all the columns, or those that fit a sheet, which is `number` `of` so many."""

    heads: list[Head]
    bands: list[Band]
    foot: SafeString
    number: int = 1
    of: int = 1
    counts: bool = False

    @property
    def tall(self) -> bool:
        """Whether the heads are turned: over single marks, but not over counts, they are."""
        return len(self.heads) > UPRIGHT and not self.counts

    @property
    def width(self) -> int:
        """How many columns there are, the row's head and total among them."""
        return len(self.heads) + 3


def due_words(line: Line) -> str:
    """Return the day a duty is due, or the words that count to it."""
    if line.due_on:
        return show_day(line.due_on)
    return within_words(line.within, line.anchor, working=line.working)


def columns_of_sheets(count: int, paper: str) -> Iterator[slice]:
    """Yield which columns stand on each sheet, shared out evenly."""
    most = PER_SHEET.get(paper, max(count, 1))
    sheets = max(1, -(-count // most))
    each = -(-count // sheets)
    for start in range(0, max(count, 1), max(each, 1)):
        yield slice(start, start + each)


def mark(part: str, label: str) -> SafeString:
    """Return the mark of a part: a disc leads, a ring supports; its name is for those who hear."""
    return format_html(
        '<i class="mark-{}"></i><span class="visually-hidden">{}</span>', part, label
    )


def _cells() -> dict[str, str]:
    return {
        "": "<td></td>",
        **{
            part: f'<td class="part-{part}">{mark(part, str(Assignment.Part(part).label))}</td>'
            for part in (LEADS, SUPPORTS)
        },
    }


class Tallies:
    """Draws counts as marks and figures, and as words for those who hear.

    Equal counts are drawn once: a matrix of bodies by axes has hundreds, and few that differ.
    """

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, int, int], SafeString] = {}
        self._kinds = (
            (f"mark-{LEADS}", _("responsible for %(count)s")),
            (f"mark-{SUPPORTS}", _("supporting in %(count)s")),
            ("mark-late", _("%(count)s overdue")),
        )

    def draw(self, counts: Tally | None) -> SafeString:
        """Return the counts; nothing where there is none."""
        if counts is None:
            return SafeString("")
        key = (counts.leads, counts.supports, counts.late)
        if key not in self._drawn:
            self._drawn[key] = self._draw(key)
        return self._drawn[key]

    def _draw(self, counts: tuple[int, int, int]) -> SafeString:
        present = [
            (kind, show_digits(count), words)
            for (kind, words), count in zip(self._kinds, counts, strict=True)
            if count
        ]
        if not present:
            return SafeString("")
        heard = _(", ").join(words % {"count": count} for _kind, count, words in present)
        marks = format_html_join(
            "", '<span><i class="{}"></i>{}</span>', ((kind, count) for kind, count, _w in present)
        )
        return format_html(
            '<span class="tally" aria-hidden="true">{}</span>'
            '<span class="visually-hidden">{}</span>',
            marks,
            heard,
        )


def _due_cell(line: Line) -> SafeString:
    words = due_words(line)
    if line.late:
        return format_html(
            '<td class="small"><span class="badge badge-bad">{}<span>{}</span></span>'
            '<span class="visually-hidden">{}</span></td>',
            icon("warning"),
            words,
            _("overdue"),
        )
    if line.state == Duty.State.DONE:
        return format_html(
            '<td class="small"><span class="badge badge-good">{}<span>{}</span></span></td>',
            icon("check"),
            Duty.State.DONE.label,
        )
    return format_html('<td class="small">{}</td>', words)


class DutyGrids:
    """Duties × bodies, either way round, for one reader and one group."""

    def __init__(self, group: Group, found: Division, *, may_assign: bool, query: str) -> None:
        self._found = found
        self._may_assign = may_assign
        # One address is worked out and the others written after it: there are hundreds.
        self._duty_url = reverse("mandates:duty", args=[group.code, 0])
        self._assign_url = reverse("mandates:carriers", args=[group.code, 0])
        self._body_url = f"?{query}&body=" if query else "?body="
        self._ready = _cells()
        self._tallies = Tallies()
        self._drawn: dict[int, tuple[SafeString, str, str]] = {}

    def _address(self, pattern: str, line: Line) -> str:
        before, _zero, after = pattern.rpartition("/0/")
        return f"{before}/{line.key}/{after}"

    def by_duty(self, rows: str, paper: str) -> list[Grid]:
        """Return duties as rows, those that nobody answers for first."""
        found = self._found
        bands = bands_of(found, rows)
        sheets = list(columns_of_sheets(len(found.carriers), paper))
        return [
            Grid(
                heads=[
                    Head(shortened(c.name, WORDS_OF_A_HEAD), f"{self._body_url}{c.key}", c.name)
                    for c in found.carriers[columns]
                ],
                bands=[
                    Band(label, [self._row(line, found.carriers[columns]) for line in lines], alone)
                    for label, lines, alone in bands
                ],
                foot=self._foot([found.by_carrier[c] for c in found.carriers[columns]]),
                number=number,
                of=len(sheets),
            )
            for number, columns in enumerate(sheets, start=1)
        ]

    def _row(self, line: Line, carriers: Sequence[Carrier]) -> Row:
        ready, parts = self._ready, line.parts
        head, due, total = self._frame(line)
        cells = "".join([ready[parts.get(carrier, "")] for carrier in carriers])
        # Every piece was escaped when it was made.
        return Row(head, mark_safe(f"{due}{cells}{total}"), line.late)  # noqa: S308

    def _frame(self, line: Line) -> tuple[SafeString, str, str]:
        """Return what stands before and after a row's marks, the same on each sheet."""
        if line.key in self._drawn:
            return self._drawn[line.key]
        assign = clause = SafeString("")
        if line.unassigned and self._may_assign:
            url = self._address(self._assign_url, line)
            assign = format_html(' <a class="assign" href="{}">{}</a>', url, _("assign"))
        if line.clause:
            label = _("Clause"), show_digits(line.clause)
            clause = format_html(' <span class="quiet small">({} <bdi>{}</bdi>)</span>', *label)
        head = format_html(
            '<a href="{}"><bdi>{}</bdi></a>{}{}',
            self._address(self._duty_url, line),
            shortened(line.text, WORDS_OF_A_ROW),
            clause,
            assign,
        )
        counts = Tally(len(line.carriers(LEADS)), len(line.carriers(SUPPORTS)))
        total = f"<td>{self._tallies.draw(counts)}</td>"
        self._drawn[line.key] = (head, _due_cell(line), total)
        return self._drawn[line.key]

    def by_body(self, paper: str) -> list[Grid]:
        """Return bodies as rows and duties across, with a first row for those nobody leads."""
        found = self._found
        sheets = list(columns_of_sheets(len(found.lines), paper))
        grids = []
        for number, columns in enumerate(sheets, start=1):
            lines = found.lines[columns]
            heads = []
            for line in lines:
                clause = f"{show_digits(line.clause)}: " if line.clause else ""
                text = f"{clause}{shortened(line.text, WORDS_OF_A_HEAD)}"
                heads.append(Head(text, self._address(self._duty_url, line), line.text))
            bands = []
            if any(line.unassigned for line in lines):
                gap = f'<td class="part-missing">{mark("missing", _("nobody"))}</td>'
                cells = "".join([gap if line.unassigned else "<td></td>" for line in lines])
                count = show_digits(sum(line.unassigned for line in found.lines))
                row = Row(
                    SafeString(_("No responsible body")),
                    mark_safe(f"<td></td>{cells}<td>{count}</td>"),  # noqa: S308 (as above)
                )
                bands.append(Band("", [row], missing=True))
            bands.append(Band("", [self._body_row(carrier, lines) for carrier in found.carriers]))
            counted = [
                Tally(len(line.carriers(LEADS)), len(line.carriers(SUPPORTS)), late=line.late)
                for line in lines
            ]
            grids.append(Grid(heads, bands, self._foot(counted), number, len(sheets)))
        return grids

    def _foot(self, counts: Sequence[Tally]) -> SafeString:
        return _sums(self._tallies, counts)

    def _body_row(self, carrier: Carrier, lines: Sequence[Line]) -> Row:
        ready = self._ready
        cells = "".join([ready[line.parts.get(carrier, "")] for line in lines])
        counts = self._found.by_carrier[carrier]
        head = format_html(
            '<a href="{}{}"><bdi>{}</bdi></a>', self._body_url, carrier.key, carrier.name
        )
        due = format_html('<td class="small">{}</td>', _done_words(counts))
        total = f"<td>{self._tallies.draw(counts)}</td>"
        return Row(head, mark_safe(f"{due}{cells}{total}"))  # noqa: S308 (as above)


def bands_of(found: Division, rows: str) -> list[tuple[str, list[Line], bool]]:
    """Return the duties under headings, by axis or by mandate; first those nobody answers for.

    The last of each is whether nobody answers for what stands under it.
    """
    by_axis = rows == "axis"
    bare = _("On no axis") if by_axis else _("Given by no mandate that you may see")
    bands = [(_("No responsible body"), list(found.unassigned), True)] if found.unassigned else []
    for label, lines in found.bands(_axis_of if by_axis else _mandate_of):
        bands.append((label or bare, lines, False))
    return bands


def _axis_of(line: Line) -> str:
    return line.axis.name if line.axis else ""


def _mandate_of(line: Line) -> str:
    return line.mandate


def _sums(tallies: Tallies, counts: Sequence[Tally]) -> SafeString:
    """Return the cells of the last row."""
    cells = format_html_join("", "<td>{}</td>", ((tallies.draw(each),) for each in counts))
    return format_html("<td></td>{}<td></td>", cells)


def axis_grid(found: Division, query: str) -> Grid:
    """Return bodies × axes: how many duties each leads and supports, and how many are overdue."""
    counts = found.by_axis()
    used = {axis for _carrier, axis in counts}
    axes = list(found.axes)
    if NO_AXIS in used:
        axes.append(Axis(_("On no axis"), NO_AXIS))
    joint = f"?{query}&" if query else "?"
    heads = [Head(axis.name, f"{joint}axis={axis.key}", axis.name) for axis in axes]

    tallies = Tallies()

    def row(carrier: Carrier | None) -> Row:
        chosen = f"body={carrier.key}" if carrier else "unassigned=on"
        there = [(axis.key, tallies.draw(counts.get((carrier, axis.key)))) for axis in axes]
        cells = format_html_join(
            "",
            "<td>{}</td>",
            (
                (format_html('<a href="{}{}&axis={}">{}</a>', joint, chosen, key, drawn),)
                if drawn
                else ("",)
                for key, drawn in there
            ),
        )
        name = carrier.name if carrier else _("No responsible body")
        head = format_html('<a href="{}{}"><bdi>{}</bdi></a>', joint, chosen, name)
        total = found.by_carrier[carrier] if carrier else Tally(leads=len(found.unassigned))
        done = _done_words(total) if carrier else ""
        due = format_html('<td class="small">{}</td>', done)
        return Row(head, format_html("{}{}<td>{}</td>", due, cells, tallies.draw(total)))

    bands = [Band("", [row(None)], missing=True)] if found.unassigned else []
    if found.carriers:
        bands.append(Band("", [row(carrier) for carrier in found.carriers]))
    sums = []
    for axis in axes:
        on_it = [
            line for line in found.lines if (line.axis.key if line.axis else NO_AXIS) == axis.key
        ]
        sums.append(
            Tally(sum(not line.unassigned for line in on_it), late=sum(line.late for line in on_it))
        )
    return Grid(heads, bands, _sums(tallies, sums), counts=True)


def _done_words(counts: Tally) -> str:
    """Return how many of the duties that somebody leads are done."""
    if not counts.leads:
        return ""
    figures = {"done": show_digits(counts.done), "all": show_digits(counts.leads)}
    return _("%(done)s of %(all)s done") % figures
