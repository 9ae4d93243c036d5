"""The figures of themes, for pictures and their tables: who said what, when, to which question.

Counted are passages of accepted submissions that the reader may see, each once a theme. A theme of
the first level holds what stands under the themes below it. `Asked` narrows, and every figure can
be opened by narrowing further.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.models import Stance, Theme
from dabir.stages.themes.queries.coding import codable
from dabir.stages.themes.queries.seeing import codes_visible_to, visible_to

FEWEST = 5
"""Groups that said less than so much are one: the others."""
STRETCHES = 24
"""Stretches of time that a picture shows at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which passages: of a call, a question, groups, days, under a theme (or none), of a stance."""

    call: int | None = None
    theme: int | None = None
    without: bool = False
    stance: str = ""
    sectors: tuple[str, ...] = ()
    question: int | None = None
    first: date | None = None
    last: date | None = None


def passages_asked(reader: Reader, group: Group, asked: Asked) -> QuerySet[Passage]:
    """Return the passages that are asked for, as far as the reader may see them."""
    found = codable(group).filter(seen_by(reader, "address__"))
    if asked.call is not None:
        found = found.filter(submission__call=asked.call)
    if asked.sectors:
        found = found.filter(submission__sector__in=asked.sectors)
    if asked.question is not None:
        found = found.filter(answer__question=asked.question)
    if asked.first is not None:
        found = found.filter(submission__received_at__date__gte=asked.first)
    if asked.last is not None:
        found = found.filter(submission__received_at__date__lte=asked.last)
    codes = codes_visible_to(reader).filter(theme__merged_into=None, theme__group=group)
    if asked.without:
        return found.exclude(pk__in=codes.order_by().values("passage"))
    if asked.theme is not None:
        codes = codes.filter(Q(theme=asked.theme) | Q(theme__parent=asked.theme))
    if asked.stance:
        codes = codes.filter(stance=asked.stance)
    if asked.theme is not None or asked.stance:
        return found.filter(pk__in=codes.order_by().values("passage"))
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the passages that it counts."""

    count: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, a question, with its numbers by column."""

    key: int
    label: str
    cells: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers in rows and columns; `columns` are their labels."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """The largest number."""
        return max((cell.count for row in self.rows for cell in row.cells), default=0)


@dataclass(frozen=True, slots=True)
class Bubble:
    """A theme in the map: how many passages, how they stand, and under which theme."""

    theme: Theme
    whole: Cell
    stances: Mapping[str, int]
    below: tuple[Bubble, ...] = ()

    @property
    def balance(self) -> float | None:
        """From -1 (all against) to 1 (all for); None where nothing takes a side."""
        sides = self.stances.get(Stance.FOR, 0) + self.stances.get(Stance.AGAINST, 0)
        if not sides:
            return None
        return (self.stances.get(Stance.FOR, 0) - self.stances.get(Stance.AGAINST, 0)) / sides


class Figures:
    """The figures of a group's themes as a reader sees them, of all calls or of one."""

    def __init__(self, reader: Reader, group: Group, call: Call | None = None) -> None:
        self._reader, self._group, self._call = reader, group, call
        self._base = Asked(call=call.pk if call else None)
        self._themes = list(
            visible_to(reader).filter(group=group, merged_into__isnull=True).order_by("order", "pk")
        )
        codes = (
            codes_visible_to(reader)
            .filter(theme__in=self._themes, passage__submission__state=Submission.State.ACCEPTED)
            .exclude(passage__text="")
        )
        self._codes = (
            codes.filter(passage__submission__call=call) if call is not None else codes
        ).order_by()
        known = {theme.pk for theme in self._themes}
        self._tops = [theme for theme in self._themes if theme.parent_id not in known]
        # What stands under a hidden theme stands on the first level for this reader.
        below = When(theme__parent__in=self._tops, then=F("theme__parent"))
        self._top_codes = self._codes.annotate(top=Case(below, default=F("theme")))

    def theme_map(self) -> list[Bubble]:
        """Return the themes of the first level, each with those below it, the largest first."""
        stances: dict[int, Counter[str]] = defaultdict(Counter)
        whole: dict[int, Counter[str]] = defaultdict(Counter)
        for theme, stance, count in self._codes.values_list("theme", "stance").annotate(
            count=Count("pk")
        ):
            stances[theme][stance] = count
        for top, stance, count in self._top_codes.values_list("top", "stance").annotate(
            count=Count("passage", distinct=True)
        ):
            whole[top][stance] = count
        totals = dict(
            self._top_codes.values_list("top").annotate(count=Count("passage", distinct=True))
        )
        below: dict[int | None, list[Bubble]] = defaultdict(list)
        for theme in self._themes:
            if theme not in self._tops:
                own = stances[theme.pk]
                below[theme.parent_id].append(
                    Bubble(theme, self._cell(own.total(), theme=theme.pk), own)
                )
        found = [
            Bubble(
                top,
                self._cell(totals.get(top.pk, 0), theme=top.pk),
                whole[top.pk],
                tuple(sorted(below[top.pk], key=lambda one: -one.whole.count)),
            )
            for top in self._tops
        ]
        return sorted((one for one in found if one.whole.count), key=lambda one: -one.whole.count)

    def by_group(self, others: str) -> Table:
        """Return themes by sector; sectors that said little are one column, called `others`."""
        counts = self._counted("passage__submission__sector")
        totals: Counter[str] = Counter()
        for (_top, sector), count in counts.items():
            totals[str(sector)] += count
        large = [sector for sector, count in totals.most_common() if count >= FEWEST]
        small = tuple(sorted(sector for sector in totals if sector not in large))
        if len(small) == 1 and large:
            # One small group beside the large ones would still be told apart: the next joins it.
            small = (*small, large.pop())
        labels = dict(Submission.Sector.choices)
        columns: list[tuple[str, tuple[str, ...]]] = [
            (str(labels[Submission.Sector(one)]), (one,)) for one in large
        ]
        if small:
            columns.append((others, small))
        return self._table(
            [label for label, _sectors in columns],
            [
                [
                    self._cell(
                        sum(counts.get((top.pk, sector), 0) for sector in sectors),
                        theme=top.pk,
                        sectors=sectors,
                    )
                    for _label, sectors in columns
                ]
                for top in self._tops
            ],
        )

    def timeline(self) -> tuple[tuple[Row, ...], list[tuple[date, date]]]:
        """Return themes by stretches of time without gaps, and these stretches.

        A stretch is a day, or as many whole days as leave at most `STRETCHES` of them.
        """
        ends = self._codes.aggregate(
            first=Min("passage__submission__received_at"),
            last=Max("passage__submission__received_at"),
        )
        if ends["first"] is None:
            return (), []
        first, last = (timezone.localtime(ends[name]).date() for name in ("first", "last"))
        long = -(-((last - first).days + 1) // STRETCHES)
        stretches = [
            (first + timedelta(days=start), first + timedelta(days=start + long - 1))
            for start in range(0, (last - first).days + 1, long)
        ]
        days = self._top_codes.annotate(day=TruncDate("passage__submission__received_at"))
        counts: Counter[tuple[int, int]] = Counter()
        for top, day, count in days.values_list("top", "day").annotate(
            count=Count("passage", distinct=True)
        ):
            counts[top, (day - first).days // long] += count
        rows = self._table(
            [""] * len(stretches),
            [
                [
                    self._cell(counts[top.pk, place], theme=top.pk, first=begin, last=end)
                    for place, (begin, end) in enumerate(stretches)
                ]
                for top in self._tops
            ],
        ).rows
        return rows, stretches

    def coverage(self, without: str) -> Table:
        """Return questions by theme, and, in a column called `without`, what has no theme."""
        asked = Question.objects.filter(call__group=self._group)
        if self._call is not None:
            asked = asked.filter(call=self._call)
        labels = {one.pk: one.prompt for one in asked.order_by("call", "order")}
        counts = self._counted("passage__answer__question")
        every = self._answers(self._base)
        bare = self._answers(replace(self._base, without=True))
        shown = [theme for theme in self._tops if any(key[0] == theme.pk for key in counts)]
        rows = []
        for question, label in labels.items():
            whole = every.get(question, 0)
            if not whole:
                continue
            cells = [
                *(
                    self._cell(
                        counts.get((theme.pk, question), 0), theme=theme.pk, question=question
                    )
                    for theme in shown
                ),
                self._cell(bare.get(question, 0), without=True, question=question),
            ]
            rows.append(Row(question, label, tuple(cells), self._cell(whole, question=question)))
        return Table((*(theme.name for theme in shown), without), tuple(rows))

    def bare(self) -> tuple[Cell, Cell]:
        """Return how many passages have no theme, and how many there are."""
        none = replace(self._base, without=True)
        return (
            Cell(passages_asked(self._reader, self._group, none).count(), none),
            Cell(passages_asked(self._reader, self._group, self._base).count(), self._base),
        )

    def _answers(self, asked: Asked) -> dict[int | None, int]:
        rows = passages_asked(self._reader, self._group, asked).order_by()
        return dict(rows.values_list("answer__question").annotate(count=Count("pk")))

    def _counted(self, column: str) -> dict[tuple[int, object], int]:
        rows = self._top_codes.annotate(column=F(column)).values_list("top", "column")
        return {
            (top, value): count
            for top, value, count in rows.annotate(count=Count("passage", distinct=True))
        }

    def _cell(self, count: int, **narrowed: object) -> Cell:
        return Cell(count, replace(self._base, **narrowed))  # type: ignore[arg-type]

    def _table(self, columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> Table:
        rows = [
            Row(
                top.pk,
                top.name,
                tuple(of_top),
                self._cell(sum(cell.count for cell in of_top), theme=top.pk),
            )
            for top, of_top in zip(self._tops, cells, strict=True)
        ]
        return Table(tuple(columns), tuple(row for row in rows if row.whole.count))
