"""Texts made of Word files, for the tests of this folder."""

from dataclasses import replace
from itertools import count

from dabir.domain.drafting import Edit, Proposed, Version, compile_amendments
from dabir.domain.drafting.copies.outlining import as_clauses, clauses_of_lines
from dabir.domain.drafting.versions import ZERO_DRAFT
from dabir.formats.as_it_came import stand, tracked
from dabir.formats.as_it_came.rows import bare, folded, rows_of
from dabir.formats.drafts import read_draft
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import BOLD, p, run, table, word

TITLE = "آیین‌نامهٔ گزارش"
_RTL = "<w:rtl/>"


def article(number, words, sign=" ـ "):
    return p(run(f"ماده {number}{sign}", BOLD + _RTL), run(words, _RTL))


def inset(text):
    return p(run(text, _RTL), properties='<w:ind w:left="720"/>')


REGULATION = (
    p(run("بسمه تعالی", _RTL), properties='<w:jc w:val="center"/>'),
    p(run(TITLE, _RTL), style="Heading1"),
    article("۱", "کارگروه هر ماه گزارش می‌دهد."),
    p(run("گزارش کوتاه است و همه آن را می‌خوانند.", _RTL)),
    p(run("تبصره ـ ", BOLD + _RTL), run("گزارش محرمانه منتشر نمی‌شود.", _RTL)),
    article("۲", "دبیرخانه گزارش را منتشر می‌کند:"),
    inset("الف) در پایگاه خود؛"),
    inset("ب) در روزنامهٔ رسمی؛"),
    table(("دستگاه", "مهلت"), ("وزارت", "سی روز")),
    article("۳", "هزینه‌ها را دستگاه‌ها می‌پردازند."),
)


def made_of(data, language="fa", titles=(TITLE,), without=()):
    """Return the zero draft that a file makes, some of its lines left out."""
    names = count(1)
    rows = clauses_of_lines(read_draft(data, name="a.docx").lines, language, titles)
    rows = [
        replace(row, left_out=True)
        if any(each in "".join(row.text.values()) for each in without)
        else row
        for row in rows
    ]
    return Version.of(ZERO_DRAFT, as_clauses(rows, lambda: f"u{next(names)}"))


def regulation():
    """Return a regulation and the zero draft that it made."""
    data = word(*REGULATION, rtl=True)
    return data, made_of(data)


def find(version, words, language="fa"):
    """Return the uid of the clause that says some words."""
    return next(
        clause.uid for _, clause in version.walk() if words in clause.text.get(language, "")
    )


def edit(version, old, new, language="fa"):
    uid = find(version, old, language)
    start = version[uid].text[language].index(old)
    return Edit(uid, language, start, start + len(old), old, new)


def compiled(version, *amendments):
    """Compile what several propose, each a list of operations."""
    proposed = [
        Proposed(number, place, operation)
        for number, operations in enumerate(amendments, start=1)
        for place, operation in enumerate(operations)
    ]
    names = {number: (f"Body {number}",) for number in range(1, len(amendments) + 1)}
    return compile_amendments(version, proposed, names)


def proposed_in(data, version, *amendments, titles=(TITLE,)):
    """Return a file with what several propose tracked in it."""
    standing = stand(data, version, "fa", titles)
    return tracked(standing, compiled(version, *amendments), times={})


def lines(data, *, accepted=True):
    opened = Opened(data, lambda _: accepted)
    return [line.text for line in opened.lines if line.words]


def printed(version, language="fa"):
    """Return the lines of a version as they have to be found: their numbers and their words."""
    return [
        (bare(row.called.mark) if row.called else "", folded(row.words))
        for row in rows_of(version, language)
    ]
