"""Guessing what columns are: by known exports, by their names in both languages, by their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dabir.domain.language.search_key import search_key
from dabir.stages.calls.models import Exhibit, Question
from dabir.stages.submissions.intake.mapping import targets
from dabir.stages.submissions.intake.mapping.known import KNOWN
from dabir.stages.submissions.intake.mapping.targets import Target, on_exhibit, to_question
from dabir.stages.submissions.intake.mapping.values import order_of

EMAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+\.[^\s@<>\"',;.]{2,}")
_APART = re.compile(r"[\s_\-–—:؟?*.()«»\"]+")
_NUMBERED = re.compile(r"(?:پرسش|سوال|سؤال|question|q) ?(\d{1,3})")
ARCHIVED = "file"
"""The first column of an archive, which names the document that comes with the row."""
_ALL = (Target.FREE, Target.NOTE)
"""Targets that several columns may be."""

_WORDS: Mapping[Target, tuple[str, ...]] = {
    Target.FREE: (
        "comment", "comments", "text", "body", "message", "submission", "opinion", "feedback",
        "response", "remarks", "نظر", "نظرات", "متن", "متن نظر", "دیدگاه", "پیشنهاد", "پیام",
        "شرح", "توضیحات", "متن پیشنهاد", "اظهار نظر", "شرح نظر", "نظر شما",
    ),
    Target.TITLE: ("title", "subject", "heading", "عنوان", "موضوع", "تیتر"),
    Target.CLAUSE: (
        "clause", "article", "section", "paragraph", "provision", "ماده", "بند", "شماره ماده",
        "شماره بند", "ماده یا بند", "بند مربوط",
    ),
    Target.WORDING: (
        "proposed wording", "proposed change", "proposed text", "suggested wording", "amendment",
        "متن پیشنهادی", "عبارت پیشنهادی", "پیشنهاد اصلاحی", "متن جایگزین",
    ),
    Target.REASON: (
        "reason", "reasons", "rationale", "justification", "دلیل", "دلایل", "استدلال", "توجیه",
        "علت",
    ),
    Target.NAME: (
        "name", "full name", "author", "author name", "submitter", "sender", "contributor",
        "respondent", "your name", "نام", "نام و نام خانوادگی", "نویسنده", "فرستنده", "نام فرستنده",
        "پیشنهاد دهنده", "پیشنهاددهنده", "ارسال کننده", "نام کامل",
    ),
    Target.FIRST_NAME: ("first name", "given name", "forename", "نام کوچک"),
    Target.LAST_NAME: ("last name", "surname", "family name", "نام خانوادگی"),
    Target.EMAIL: (
        "e mail", "email", "mail", "e mail address", "email address", "ایمیل", "رایانامه",
        "پست الکترونیک", "پست الکترونیکی", "نشانی رایانامه",
    ),
    Target.PHONE: (
        "phone", "telephone", "tel", "mobile", "phone number", "تلفن", "موبایل", "تلفن همراه",
        "شماره تماس", "شماره تلفن", "همراه",
    ),
    Target.ORGANISATION: (
        "organisation", "organization", "organisation name", "organization name", "institution",
        "company", "affiliation", "agency", "body", "on behalf of", "سازمان", "نهاد", "شرکت",
        "نام سازمان", "موسسه", "دستگاه", "نام دستگاه", "نام شرکت", "محل کار", "تشکل", "folder",
    ),
    Target.SECTOR: (
        "sector", "stakeholder type", "stakeholder", "type of respondent", "category of respondent",
        "capacity", "بخش", "گروه", "نوع پاسخ دهنده", "نوع ذینفع", "گروه ذینفع", "صفت", "حوزه",
    ),
    Target.PROVINCE: (
        "province", "state", "region", "state province", "county", "district", "استان",
        "نام استان", "منطقه",
    ),
    Target.LANGUAGE: ("language", "lang", "locale", "زبان"),
    Target.DATE: (
        "date", "received", "received on", "received at", "received date", "submitted at",
        "submitted on", "submission date", "timestamp", "created at", "published at", "sent at",
        "date submitted", "date received", "posted date", "تاریخ", "تاریخ دریافت", "تاریخ ارسال",
        "تاریخ ثبت", "زمان ثبت", "تاریخ وصول", "زمان ارسال",
    ),
    Target.TIME: ("time", "hour", "ساعت", "ساعت ثبت", "ساعت ارسال", "زمان"),
    Target.PUBLICATION: (
        "publication", "publish", "may be published", "consent to publish", "confidentiality",
        "anonymous", "انتشار", "اجازه انتشار", "رضایت به انتشار", "منتشر شود",
    ),
    Target.KEY: (
        "id", "no", "number", "key", "receipt", "receipt number", "reference", "reference number",
        "tracking number", "tracking code", "response id", "submission id", "comment id",
        "شناسه", "ردیف", "شماره", "کد", "کد رهگیری", "کد پیگیری", "شماره پیگیری", "شماره ثبت",
        "شماره رسید", "رسید",
    ),
}  # fmt: skip


def _plain(header: str) -> str:
    return _APART.sub(" ", search_key(header)).strip()


_BY_WORD = {_plain(word): target for target, words in _WORDS.items() for word in words}


def guess(
    columns: Sequence[str],
    samples: Sequence[Mapping[str, str]],
    *,
    questions: Iterable[Question] = (),
    exhibits: Iterable[Exhibit] = (),
) -> targets.Mapping:
    """Return what the columns of a table most likely are; `samples` are its first rows.

    Where comments name the clause that they are on, what is said is a comment on it.
    """
    dates = [value for row in samples for column, value in row.items() if _is_date(column)]
    order = order_of(dates)
    for key, known in KNOWN.items():
        if known.recognises(columns):
            return targets.Mapping(columns=known.map(columns), known=key, order=order)
    asked = _Asked(list(questions), list(exhibits))
    found: dict[str, str] = {}
    for column in columns:
        target = asked.named(column) or _by_name(column)
        if target and (target in _ALL or target not in found.values()):
            found[column] = target
    if columns and columns[0] == ARCHIVED:
        found[ARCHIVED] = Target.FILE.value
    _by_cells(columns, samples, found)
    if Target.CLAUSE in found.values():
        found = {c: Target.COMMENT.value if t == Target.FREE else t for c, t in found.items()}
    return targets.Mapping(columns=found, order=order)


class _Asked:
    """What a call asks, found by what stands over a column."""

    def __init__(self, questions: list[Question], exhibits: list[Exhibit]) -> None:
        self._targets: dict[str, str] = {}
        for exhibit in exhibits:
            for label in exhibit.labels.values():
                self._targets[_plain(label)] = on_exhibit(exhibit)
        for question in questions:
            for prompt in question.prompts.values():
                # What names a column is cut to its first letters by those who export it.
                self._targets[_plain(prompt[:100])] = to_question(question)
        self._questions = questions

    def named(self, column: str) -> str:
        name = _plain(column[:100])
        if name in self._targets:
            return self._targets[name]
        numbered = _NUMBERED.fullmatch(name)
        if numbered and 0 < int(numbered[1]) <= len(self._questions):
            return to_question(self._questions[int(numbered[1]) - 1])
        return ""


def _by_name(column: str) -> str:
    """Return what the words of a column's name say, also of its first part (`body/fa`)."""
    target = _BY_WORD.get(_plain(column)) or _BY_WORD.get(_plain(column.split("/", maxsplit=1)[0]))
    return target.value if target else ""


def _is_date(column: str) -> bool:
    return _by_name(column) == Target.DATE or "date" in column.casefold() or "تاریخ" in column


def _by_cells(
    columns: Sequence[str], samples: Sequence[Mapping[str, str]], found: dict[str, str]
) -> None:
    """Tell e-mail addresses by their look, and what is said by its length."""
    cells = {
        column: [row[column] for row in samples if row.get(column)]
        for column in columns
        if column not in found
    }
    if Target.EMAIL not in found.values():
        for column, said in cells.items():
            if said and sum(bool(EMAIL.fullmatch(one.strip())) for one in said) * 2 > len(said):
                found[column] = Target.EMAIL.value
                break
    if targets.Mapping(columns=found).is_empty:
        words = {
            column: sum(len(one.split()) for one in said) / len(samples)
            for column, said in cells.items()
            if said and column not in found
        }
        if words:
            found[max(words, key=lambda column: words[column])] = Target.FREE.value
