"""Required outputs: a text begun from the draft that came with the mandate, and handed in."""

import pytest
from django.utils.translation import override

from dabir.domain.drafting import Edit
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.trace.linking import restrict
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates.acts import assign_duty, set_draft, take_over_mandate, verify_report
from dabir.stages.texts.acts import (
    begin_text_from_output,
    derive_version,
    draft_zero,
    hand_in_text,
    propose_amendment,
    rule_amendment,
    shelve_text,
    start_text,
)
from dabir.stages.texts.queries import latest_version
from tests.factories import AT, make_body
from tests.stages.drafts import drafted
from tests.stages.duties import Desk
from tests.stages.readings import only, read

pytestmark = pytest.mark.django_db

DRAFT = """مقدمه
باغ‌ها امانت‌اند.
ماده ۱ ـ آبیاری
هر باغ یک نوبت آب دارد.
تبصره ـ در خشکسالی نیم نوبت.
ماده ۲ ـ هرس هر سال یک بار است.
"""


@pytest.fixture
def desk():
    made = Desk(kind="output", title="منشور باغ‌ها")
    set_draft(
        duty=made.duty,
        file=("پیش‌نویس.txt", DRAFT.encode()),
        actor=made.secretary,
        at=AT,
    )
    made.duty.refresh_from_db()
    return made


def begin(desk, **fields):
    fields = {"duty": desk.duty, "actor": desk.secretary} | fields
    return begin_text_from_output(at=AT, **fields)


def next_version(desk, text):
    latest = latest_version(text)
    clause = latest.clauses.filter(kind="article").last()
    start = clause.text.index("یک بار")
    amendment = propose_amendment(
        text=text,
        operations=[Edit(str(clause.uid), "fa", start, start + len("یک بار"), "یک بار", "دو بار")],
        reasons={"fa": "سرما"},
        actor=desk.secretary,
        at=AT,
    )
    rule_amendment(amendment=amendment, accept=True, actor=desk.secretary, at=AT)
    return derive_version(text=text, actor=desk.secretary, at=AT)


def test_the_draft_that_came_is_version_zero_clause_by_clause(desk):
    text = begin(desk)
    zero = latest_version(text)
    assert (text.name, text.duty, zero.order) == ("منشور باغ‌ها", desk.duty, 0)
    assert [clause.kind for clause in zero.clauses.all()] == [
        "preamble",
        "article",
        "note",
        "article",
    ]
    assert zero.clauses.get(kind="note").text == "در خشکسالی نیم نوبت."
    link = Link.objects.get(source=desk.duty.draft.address, target=zero.address)
    assert link.relation == Relation.PROPOSES


def test_an_annex_of_the_mandate_may_be_the_draft(desk):
    def clause(path, kind, number, text, level):
        value = {"path": path, "kind": kind, "number": number, "level": level, "text": text}
        return ("clause", value)

    reading = only(
        read(desk.group, desk.secretary),
        desk.secretary,
        clause("پیوست 1", "annex", "1", "پیش‌نویس منشور", 1),
        clause("پیوست 1/1", "clause", "1", "آب را اندازه بگیرید.", 2),
        clause("پیوست 1/1.الف", "letter", "الف", "روزانه", 3),
        clause("پیوست 1/2", "clause", "2", "درخت بکارید.", 2),
        clause("2", "clause", "2", "بیرون از پیوست", 1),
    )
    mandate = take_over_mandate(reading=reading, names={"fa": "سند"}, actor=desk.secretary, at=AT)
    annex = mandate.clauses.get(kind="annex")
    set_draft(duty=desk.duty, annex=annex, actor=desk.secretary, at=AT)
    zero = latest_version(begin(desk))
    told = [(one.kind, one.depth, one.text) for one in zero.clauses.all()]
    assert told == [
        ("preamble", 0, "پیش‌نویس منشور"),
        ("clause", 0, "آب را اندازه بگیرید."),
        ("item", 1, "روزانه"),
        ("clause", 0, "درخت بکارید."),
    ]


def restricted(thing, level, *bodies):
    restrict(thing.address, level, bodies)
    thing.address.refresh_from_db()


def test_a_text_is_read_by_no_more_than_the_draft_is(desk):
    restricted(desk.duty.draft, Confidentiality.SECRETARIAT)
    zero = latest_version(begin(desk))
    levels = {one.address.confidentiality for one in (zero, zero.text, *zero.clauses.all())}
    assert levels == {Confidentiality.SECRETARIAT}


def test_a_text_is_read_by_the_bodies_that_may_read_both_duty_and_draft(desk):
    restricted(desk.duty.draft, Confidentiality.BODIES, desk.body, make_body())
    assert set(begin(desk).address.bodies.all()) == {desk.body}


def test_a_text_for_a_duty_and_from_a_draft_of_different_bodies_is_the_secretariats(desk):
    restricted(desk.duty, Confidentiality.BODIES, desk.body)
    restricted(desk.duty.draft, Confidentiality.BODIES, make_body())
    assert begin(desk).address.confidentiality == Confidentiality.SECRETARIAT


def test_the_draft_is_no_file_of_another_group(desk):
    stranger = Desk()
    with pytest.raises(Refused):
        set_draft(
            duty=desk.duty,
            file=read(stranger.group, stranger.secretary).original,
            actor=desk.secretary,
            at=AT,
        )


def test_what_is_kept_with_a_text_is_in_the_groups_language(desk):
    with override("en"):
        text = begin(desk)
        report = hand_in_text(version=next_version(desk, text), actor=desk.carrier, at=AT)
    assert text.versions.get(order=0).note == "پیش‌نویسی که همراه سند آمده بود."
    assert "is handed in" not in report.text


def test_it_is_begun_once_and_by_the_secretariat(desk):
    with pytest.raises(NotPermitted):
        begin(desk, actor=desk.carrier)
    text = begin(desk)
    with pytest.raises(NotNow):
        begin(desk)
    shelve_text(text=text, reason="از نو", actor=desk.secretary, at=AT)
    assert begin(desk).pk != text.pk


def test_refuses_what_requires_no_text_has_no_draft_or_cannot_be_read(desk):
    with pytest.raises(Refused):
        begin(desk, duty=desk.give(text="کار"))
    bare = desk.give(kind="output", title="متن")
    with pytest.raises(Refused):
        begin(desk, duty=bare)
    set_draft(
        duty=bare, file=("x.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), actor=desk.secretary, at=AT
    )
    bare.refresh_from_db()
    with pytest.raises(Refused):
        begin(desk, duty=bare)


def test_what_is_handed_in_is_a_redline_against_the_draft(desk):
    text = begin(desk)
    version = next_version(desk, text)
    report = hand_in_text(version=version, actor=desk.carrier, at=AT)
    assert report.duty.state == "reported"
    assert version.hand_ins.get().report == report
    files = {one.original.name: read_original(one.original) for one in report.with_files.all()}
    assert files["redline-1.pdf"].startswith(b"%PDF")
    assert files["redline-1.docx"].startswith(b"PK")
    assert Link.objects.filter(
        source=version.address, target=report.address, relation=Relation.SUPPORTS
    ).exists()
    verify_report(report=report, actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    assert desk.duty.state == "done"


def test_a_text_that_fewer_may_read_tells_nothing_of_itself(desk):
    text = start_text(
        group=desk.group,
        titles={"fa": "عنوان پنهان"},
        kind="paper",
        duty=desk.duty,
        confidentiality=Confidentiality.SECRETARIAT,
        actor=desk.secretary,
        at=AT,
    )
    zero = draft_zero(text=text, clauses=drafted(), actor=desk.secretary, at=AT)
    with pytest.raises(NotPermitted):
        hand_in_text(version=zero, actor=desk.carrier, at=AT)
    report = hand_in_text(version=zero, percent=60, actor=desk.secretary, at=AT)
    assert not report.with_files.exists()
    assert "پنهان" not in report.text


def test_only_for_a_required_output_and_by_who_carries_it(desk):
    version = latest_version(begin(desk))
    with pytest.raises(NotPermitted):
        hand_in_text(version=version, actor=desk.other, at=AT)
    task = assign_duty(group=desk.group, text="کار", actor=desk.secretary, at=AT)
    other = start_text(
        group=desk.group,
        titles={"fa": "دیگر"},
        kind="paper",
        duty=task,
        actor=desk.secretary,
        at=AT,
    )
    zero = draft_zero(text=other, clauses=drafted(), actor=desk.secretary, at=AT)
    with pytest.raises(Refused):
        hand_in_text(version=zero, actor=desk.secretary, at=AT)
