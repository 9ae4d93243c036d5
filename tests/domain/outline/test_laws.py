"""What holds for any text whatever."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.domain.outline import Outline, Span, UnreadableText, read_outline, to_json

PIECES = [
    "\n", "\n\n", " ", "\u200c", "\t", "۱. ", "۲- ", "3) ", "1.1 ", "۱-۲ ", "الف) ", "ب- ",
    "(a) ", "(b) ", "(i) ", "IV. ", "ماده ۱ـ ", "ماده 2: ", "تبصره ـ ", "تبصره ۱- ", "بند ۱\n",
    "فصل اول - ", "پیوست شماره یک\n", "Annex A\n", "Article 3\n", "Sec. 4. ", "Note: ",
    "اولاً: ", "«", "»", '"', "(", ")", "؛ ", "، ", ". ", ": ", "•", "🔹 ", "ﻻ", "ـ", "ً",
    "وزارت نیرو ", "سازمان ثبت ", "دبیرخانه ", "موظف است ", "مکلفند ", "نسبت به ", "اقدام کند",
    "با همکاری ", "توسط ", "مقرر شد ", "وظایف کارگروه ", "متشکل از ", "با عضویت ",
    "تشکیل می\u200cشود", "جلسه ", "سی و هفتمین ", "مورخ ", "۱۴۰۴/۷/۳۱ ", "۱۹ اردیبهشت ۱۴۰۳ ",
    "تا پایان سال ", "ظرف دو ماه ", "مصوبه ", "فراخوان ", "منشور ", "صورت\u200cجلسه ",
    "به گزارش ", "the ", "The Board ", "shall ", "composed of ", "Requests ",
    "by 30 June 2027 ", "ACTION: ", "Charter ", "Milestones\n", "Mar 2027 - ", "a@b.example ",
    "Resolution ", "مسئول: ", "مهلت: ", "را ", "و ", "کند ", "الحاق می\u200cشود: ",
]  # fmt: skip
official = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
anything = st.one_of(official, st.text(max_size=400), st.lists(official | st.text()).map("".join))

NAMED = (
    r"(?:ماده|اصل|تبصره|بند|جزء|فصل|بخش|باب|پیوست|ضمیمه|Article|Section|Chapter|Part|Annex|Appendix|"
    r"Note|Paragraph|Clause)(?: [^/]+)?"
)
PATH = re.compile(rf"(?:{NAMED}|[^\s/.]+(?:\.[^\s/.]+)*)(?:/(?:{NAMED}|[^\s/.]+(?:\.[^\s/.]+)*))*")


def outline_of(text: str) -> Outline | None:
    try:
        return read_outline(text)
    except UnreadableText:
        return None


def spans(outline: Outline) -> list[Span]:
    found = [outline.kind.span, outline.language.span]
    found += [f.span for f in (outline.title, outline.number, outline.session, outline.date) if f]
    found += [f.span for f in (outline.issuer, *outline.members, *outline.invalid_dates) if f]
    for item in outline.items:
        found += [item.span, item.text_span]
    for duty in outline.duties:
        found += [duty.span, *(body.span for body in (*duty.bodies, *duty.supporting))]
        found += [duty.due_text.span] if duty.due_text else []
    if outline.call:
        found += [f.span for f in (*outline.call.contact, *outline.call.invited)]
    return found


@given(anything)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_an_outline_or_says_why_not(text):
    outline, why = None, None
    try:
        outline = read_outline(text)
    except UnreadableText as error:
        why = error.why
    assert (why in {"empty", "not-text", "oversized"}) != (outline is not None)
    assert outline is None or json.dumps(to_json(outline))


@pytest.mark.parametrize("text", ["Thırd: x", "Artıcle 1. x", "Sıxth. a", "Keep 1. x", "ſec. 2. x"])
def test_reads_letters_that_only_match_where_case_is_ignored(text):
    assert outline_of(text) is not None


@given(anything)
@settings(max_examples=200, deadline=None)
def test_every_span_lies_in_the_text(text):
    outline = outline_of(text)
    for span in spans(outline) if outline else []:
        assert 0 <= span.start <= span.end <= len(text)


@given(official)
@settings(max_examples=300, deadline=None)
def test_paths_are_well_formed(text):
    outline = outline_of(text)
    for item in outline.items if outline else []:
        assert PATH.fullmatch(item.path), item.path
        assert item.level >= 1


@given(official)
@settings(max_examples=200, deadline=None)
def test_items_stand_in_the_order_of_the_text_and_never_overlap(text):
    outline = outline_of(text)
    ends = 0
    for item in outline.items if outline else []:
        assert item.span.start >= ends
        assert item.text_span.end <= item.span.end or item.text_span.start == item.text_span.end
        ends = item.span.end


@given(official)
@settings(max_examples=200, deadline=None)
def test_whatever_is_quoted_stands_in_the_text(text):
    outline = outline_of(text)
    if outline is None:
        return
    for finding in (*outline.members, *outline.invalid_dates):
        assert text[slice(*finding.span)] == finding.value
    for duty in outline.duties:
        assert duty.bodies
        assert duty.starts in text
        for body in (*duty.bodies, *duty.supporting):
            assert text[slice(*body.span)] == body.value
    for item in outline.items:
        assert item.starts in text
        assert len(item.starts) <= 30


@given(official)
@settings(max_examples=100, deadline=None)
def test_reads_the_same_twice(text):
    first, second = outline_of(text), outline_of(text)
    assert first == second
