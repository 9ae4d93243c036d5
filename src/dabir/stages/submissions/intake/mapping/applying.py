"""Applying a mapping to rows: what each says, of whom, when it came; or why it is kept out."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dabir.domain.calendars.typed_days import UnreadableDay
from dabir.domain.language.search_key import search_key
from dabir.domain.procedure.verdicts import Refused
from dabir.formats.errors import Unreadable
from dabir.formats.html_reading import read_html
from dabir.formats.rows import Row
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions.intake.contents import (
    ANSWER_LENGTH,
    FILES,
    AnswerDraft,
    Contributor,
    FileDraft,
    tidy,
    tidy_line,
)
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.intake.mapping import problems, targets
from dabir.stages.submissions.intake.mapping.guessing import EMAIL
from dabir.stages.submissions.intake.mapping.known import KNOWN
from dabir.stages.submissions.intake.mapping.problems import RowProblem, quoted
from dabir.stages.submissions.intake.mapping.targets import Target, exhibit_of, question_of
from dabir.stages.submissions.intake.mapping.values import (
    read_language,
    read_moment,
    read_publication,
    read_sector,
)
from dabir.stages.submissions.models import Answer, Submission

_TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|b|i|u|em|strong|a|h[1-6]|blockquote)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_TRANSLATED = re.compile(r"(.+)/(?:[a-z]{2}(?:[-_][A-Za-z]{2,4})?|machine_translations/.*)")
_KEY_LENGTH = 200
_PARTS = {
    Target.COMMENT: Answer.Part.COMMENT,
    Target.WORDING: Answer.Part.WORDING,
    Target.REASON: Answer.Part.REASON,
}


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row as it will be taken in. `key` is the same whenever the same row is imported again.

    `language` is empty where it is to be told from the words. `notes` say what a person should
    look at; they keep nothing back.
    """

    number: int
    key: str
    answers: tuple[AnswerDraft, ...]
    files: tuple[FileDraft, ...]
    contributor: Contributor
    received_at: datetime
    sector: str
    province: str
    language: str
    publication: str
    notes: tuple[RowProblem, ...] = ()


class Applying:
    """A mapping made ready for the rows of one call.

    `at` is now: a row without a date came then, unless the mapping says otherwise, and none came
    later.
    """

    def __init__(
        self,
        mapping: targets.Mapping,
        call: Call,
        *,
        at: datetime,
        questions: Iterable[Question] | None = None,
        exhibits: Iterable[Exhibit] | None = None,
    ) -> None:
        self._mapping = mapping
        self._call = call
        self._zone = call.zone
        self._at = at
        self._known = KNOWN.get(mapping.known)
        self._questions = {
            one.pk: one for one in (call.questions.all() if questions is None else questions)
        }
        shown = call.exhibits.all() if exhibits is None else exhibits
        self._exhibits = {one.pk: one for one in shown}
        self._clauses = {
            search_key(label): one
            for one in reversed(self._exhibits.values())
            for label in (*one.labels.values(), one.uid.hex, one.uid.hex[-8:])
        }
        self._choices = {
            one.pk: _choices_of(one)
            for one in self._questions.values()
            if one.kind in (Question.Kind.CHOICE, Question.Kind.SCALE)
        }
        self._columns = {target: _with_translations(mapping.of(target)) for target in Target.values}
        self._asked = [
            (column, target)
            for column, target in mapping.columns.items()
            if question_of(target) in self._questions or exhibit_of(target) in self._exhibits
        ]
        self._default = self._moment_of(mapping.received_on) if mapping.received_on else at

    def __call__(self, row: Row) -> RowDraft | RowProblem:
        """Return what a row says, or why it is kept out."""
        if row.problem is not None:
            return RowProblem.of(row.number, row.problem)
        if self._known is not None and (why := self._known.leave_out(row.values)) is not None:
            column, message, parameters = why
            return RowProblem(row.number, message, column, parameters)
        try:
            return self._draft(row)
        except _KeptOut as error:
            return error.problem

    def _draft(self, row: Row) -> RowDraft:
        notes: list[RowProblem] = []
        answers = self._answers(row, notes)
        files = self._files(row, notes)
        if not answers and not files:
            raise _KeptOut(RowProblem(row.number, problems.EMPTY))
        language = self._language(row, notes)
        return RowDraft(
            number=row.number,
            key=self._key(row),
            answers=answers,
            files=files,
            contributor=self._contributor(row, language, notes),
            received_at=self._received_at(row),
            sector=self._sector(row, notes),
            province=tidy_line(self._said(row, Target.PROVINCE))[:60],
            language=language,
            publication=self._publication(row, notes),
            notes=tuple(notes),
        )

    def _said(self, row: Row, target: str) -> str:
        """Return what the first column of this target says that says anything."""
        return self._first(row, target)[1]

    def _first(self, row: Row, target: str) -> tuple[str, str]:
        for columns in self._columns[target]:
            for column in columns:
                if said := row.values.get(column, "").strip():
                    return column, said
        return "", ""

    def _all(self, row: Row, target: str) -> list[tuple[str, str]]:
        """Return everything that is said under a target; of translations the first one."""
        found = []
        for columns in self._columns[target]:
            for column in columns:
                if said := self._text(row.values.get(column, "")):
                    found.append((column, said))
                    break
        return found

    def _text(self, cell: str) -> str:
        """Return the words of a cell; of HTML, what a reader would see of it."""
        if self._known is not None and self._known.markup:
            if _TAG.search(cell):
                try:
                    cell = read_html(cell.encode("utf-8", "replace"), declared="utf-8").text
                except Unreadable:
                    cell = _TAG.sub(" ", cell)
            elif _ENTITY.search(cell):
                cell = html.unescape(cell)
        return tidy(cell)

    def _answers(self, row: Row, notes: list[RowProblem]) -> tuple[AnswerDraft, ...]:
        found = [
            self._answer(row, column, target, notes)
            for column, target in self._asked
            if row.values.get(column, "").strip()
        ]
        found += self._on_clause(row, notes)
        pieces = [said for _column, said in self._all(row, Target.TITLE)]
        pieces += [said for _column, said in self._all(row, Target.FREE)]
        if pieces or found or row.files:
            noted = self._all(row, Target.NOTE)
            pieces += ["\n".join(f"{_base(column)}: {said}" for column, said in noted)]
        free = "\n\n".join(filter(None, pieces))
        if free:
            found.append(AnswerDraft(free))
        for answer in found:
            if len(answer.text) > ANSWER_LENGTH:
                raise _KeptOut(
                    RowProblem(row.number, problems.TOO_LONG, parameters={"most": ANSWER_LENGTH})
                )
        return tuple(found)

    def _answer(self, row: Row, column: str, target: str, notes: list[RowProblem]) -> AnswerDraft:
        text = self._text(row.values[column])
        exhibit = self._exhibits.get(exhibit_of(target) or 0)
        if exhibit is not None:
            return AnswerDraft(text, exhibit=exhibit)
        question = self._questions[question_of(target) or 0]
        choices = self._choices.get(question.pk)
        if choices and search_key(text) not in choices:
            said = {"said": quoted(text)}
            notes.append(RowProblem(row.number, problems.NO_CHOICE, column, said, fatal=False))
        return AnswerDraft(text, question=question)

    def _on_clause(self, row: Row, notes: list[RowProblem]) -> list[AnswerDraft]:
        """Return the parts of a comment on the clause that the row names."""
        column, named = self._first(row, Target.CLAUSE)
        said = [
            (part, "\n\n".join(text for _column, text in self._all(row, target)))
            for target, part in _PARTS.items()
        ]
        said = [(part, text) for part, text in said if text]
        if not said:
            return []
        exhibit = self._clauses.get(search_key(named)) if named else None
        if exhibit is None and named:
            problem = {"said": quoted(named)}
            notes.append(RowProblem(row.number, problems.NO_CLAUSE, column, problem, fatal=False))
            first, text = said[0]
            said[0] = (first, f"{tidy_line(named)}\n{text}")
        return [AnswerDraft(text, exhibit=exhibit, item=1, part=part) for part, text in said]

    def _files(self, row: Row, notes: list[RowProblem]) -> tuple[FileDraft, ...]:
        if len(row.files) > FILES:
            raise _KeptOut(
                RowProblem(row.number, problems.TOO_MANY_FILES, parameters={"most": FILES})
            )
        found = []
        for name, data in row.files:
            try:
                found.append(look_into(name, data))
            except Refused as error:
                notes.append(RowProblem.said(row.number, str(error), fatal=False))
        if row.files and not found and not self._says_anything(row):
            raise _KeptOut(RowProblem(row.number, notes[-1].message))
        return tuple(found)

    def _says_anything(self, row: Row) -> bool:
        said = (Target.FREE, Target.TITLE, *_PARTS)
        return any(self._all(row, target) for target in said) or any(
            row.values.get(column) for column, _target in self._asked
        )

    def _contributor(self, row: Row, language: str, notes: list[RowProblem]) -> Contributor:
        name = self._said(row, Target.NAME) or " ".join(
            filter(None, (self._said(row, Target.FIRST_NAME), self._said(row, Target.LAST_NAME)))
        )
        column, email = self._first(row, Target.EMAIL)
        if email and not EMAIL.fullmatch(email):
            said = {"said": quoted(email)}
            notes.append(RowProblem(row.number, problems.NO_EMAIL, column, said, fatal=False))
            name, email = f"{name} {email}".strip(), ""
        return Contributor(
            name=name[:120],
            email=email[:254],
            organisation=self._said(row, Target.ORGANISATION)[:160],
            phone=self._said(row, Target.PHONE)[:40],
            language=language if language in {"fa", "en"} else self._call.group.language,
        ).tidied()

    def _received_at(self, row: Row) -> datetime:
        column, said = self._first(row, Target.DATE)
        if not said:
            return self._default
        try:
            moment, exact = read_moment(
                said,
                self._zone,
                order=self._mapping.order,
                clock=self._said(row, Target.TIME),
            )
        except UnreadableDay as error:
            message = {"impossible": problems.NO_SUCH_DAY, "ambiguous": problems.TWO_DATES}.get(
                error.why, problems.NO_DATE
            )
            raise _KeptOut(
                RowProblem(row.number, message, column, {"said": quoted(said)})
            ) from error
        if not exact:
            moment = self._within(moment)
        if moment > self._at:
            if moment.date() == self._at.astimezone(self._zone).date():
                return self._at
            raise _KeptOut(RowProblem(row.number, problems.IN_FUTURE, column))
        return moment

    def _moment_of(self, day: date) -> datetime:
        moment = self._within(datetime.combine(day, time(12), self._zone))
        return min(moment, self._at)

    def _within(self, noon: datetime) -> datetime:
        """On the day on which the call opened or closed it came while the call was open."""
        for bound, nearer in ((self._call.opens_at, max), (self._call.closes_at, min)):
            if bound is not None and bound.astimezone(self._zone).date() == noon.date():
                noon = nearer(noon, bound)
        return noon

    def _sector(self, row: Row, notes: list[RowProblem]) -> str:
        column, said = self._first(row, Target.SECTOR)
        found = read_sector(said) if said else ""
        if said and not found:
            parameters = {"said": quoted(said)}
            notes.append(
                RowProblem(row.number, problems.NO_SECTOR, column, parameters, fatal=False)
            )
        return found or self._mapping.sector

    def _language(self, row: Row, notes: list[RowProblem]) -> str:
        column, said = self._first(row, Target.LANGUAGE)
        found = read_language(said) if said else ""
        if said and not found:
            parameters = {"said": quoted(said)}
            notes.append(
                RowProblem(row.number, problems.NO_LANGUAGE, column, parameters, fatal=False)
            )
        return found or self._mapping.language

    def _publication(self, row: Row, notes: list[RowProblem]) -> str:
        column, said = self._first(row, Target.PUBLICATION)
        if not said:
            return self._mapping.publication
        found = read_publication(said)
        if not found:
            parameters = {"said": quoted(said)}
            notes.append(
                RowProblem(row.number, problems.NO_PUBLICATION, column, parameters, fatal=False)
            )
        return found or str(Submission.Publication.WITHHELD)

    def _key(self, row: Row) -> str:
        """Return what tells this row from all others of the call, in this file and the next."""
        if said := self._said(row, Target.KEY):
            return f"{self._mapping.known or 'key'}:{said}"[:_KEY_LENGTH]
        digests = [[name, hashlib.sha256(data).hexdigest()] for name, data in row.files]
        whole = json.dumps([row.values, digests], ensure_ascii=False, sort_keys=True)
        return f"row:{hashlib.sha256(whole.encode()).hexdigest()}"


class _KeptOut(Exception):
    """A row cannot be taken; used within this module."""

    def __init__(self, problem: RowProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _choices_of(question: Question) -> set[str]:
    if question.kind == Question.Kind.SCALE:
        return set(map(str, question.steps))
    return {search_key(word) for choice in question.choices for word in choice.values()}


def _base(column: str) -> str:
    found = _TRANSLATED.fullmatch(column)
    return found[1] if found else column


def _with_translations(columns: Sequence[str]) -> list[list[str]]:
    """Return columns by what they say: those that differ by language alone say one thing."""
    by_base: dict[str, list[str]] = {}
    for column in columns:
        by_base.setdefault(_base(column), []).append(column)
    return list(by_base.values())
