"""The follow-up of duties: one sheet, its files, and the meeting that opens with it."""

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from dabir.formats.reading import read_text
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.acts import (
    add_agenda_item,
    begin_meeting,
    convene_meeting,
    plan_meeting,
)
from dabir.stages.mandates.acts import (
    add_axis,
    ask_extension,
    assign_duty,
    report_duty,
    verify_report,
)
from tests.factories import AT, make_body
from tests.web.catalogue import left_in_english
from tests.web.duties import DUE, LATER, TODAY, Page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page()


# --- The follow-up -----------------------------------------------------------------------------


@pytest.fixture
def sheet(page):
    page.late = page.give(
        text="کار دیرشده", responsible=[page.other_body], due_on=TODAY - timedelta(days=5)
    )
    page.axis = add_axis(group=page.group, names={"fa": "محور آب"}, actor=page.secretary, at=AT)
    page.done = page.give(text="کار انجام‌شده", responsible=[page.body], axis=page.axis)
    report = report_duty(
        duty=page.done,
        text="تمام شد",
        obstacle="برف",
        files=[("نقشه.pdf", b"%PDF")],
        actor=page.carrier,
        at=AT,
    )
    verify_report(report=report, actor=page.secretary, at=AT)
    page.hidden = page.give(
        text="کار پنهان",
        responsible=[page.body],
        due_on=TODAY - timedelta(days=9),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    page.nobody = page.give(text="کار بی‌صاحب")
    return page


def followed(page, person, query=""):
    answer = page.client(person).get(page.url("follow_up") + query)
    return [row.duty for row in answer.context["found"].rows]


def test_dated_and_standing_duties_stand_together_by_deadline(sheet):
    assert followed(sheet, sheet.other) == [sheet.late, sheet.duty, sheet.nobody]
    assert followed(sheet, sheet.secretary)[0] == sheet.hidden
    assert followed(sheet, sheet.other, "?show=settled") == [sheet.done]
    assert len(followed(sheet, sheet.other, "?show=all")) == 4


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?show=all&body=body-{body}", {"duty", "done"}),
        ("?show=all&axis={axis}", {"done"}),
        ("?show=all&state=done", {"done"}),
        ("?overdue=on", {"late"}),
        ("?mine=on", {"late"}),
        ("?state=nonsense&axis=x&show=odd", {"late", "duty", "nobody"}),
        ("?body=body-99999999999999999999", set()),
        ("?source=mandate-1%27", set()),
    ],
)
def test_the_sheet_narrows(sheet, query, names):
    query = query.format(body=sheet.body.pk, axis=sheet.axis.pk)
    assert set(followed(sheet, sheet.other, query)) == {getattr(sheet, name) for name in names}


def test_counts_and_choices_tell_nothing_of_hidden_duties(sheet):
    for person, total, late in ((sheet.secretary, 5, 2), (sheet.other, 4, 1)):
        found = sheet.client(person).get(sheet.url("follow_up")).context["found"]
        assert (found.counts.total, found.counts.late, found.counts.unassigned) == (total, late, 1)


@pytest.mark.parametrize("by", ["body", "source"])
def test_rows_are_grouped(sheet, by):
    answer = sheet.client(sheet.other).get(sheet.url("follow_up") + f"?show=all&by={by}")
    sections = answer.context["sections"]
    rows = [row for section in sections for row in section.rows]
    assert {row.duty for row in rows} == {sheet.late, sheet.duty, sheet.done, sheet.nobody}
    if by == "body":
        assert [row.duty for row in sections[0].rows] == [sheet.nobody]


def test_the_page_shows_report_evidence_and_obstacle(sheet):
    words = sheet.text(sheet.other, sheet.url("follow_up") + "?show=all")
    for each in ("تمام شد", "نقشه.pdf", "برف", "کار بی‌صاحب"):
        assert each in words
    assert "کار پنهان" not in words


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "csv"])
def test_the_printed_sheet_says_what_the_page_says_and_no_more(sheet, ending):
    address = sheet.url("follow_up_file", ending) + "?show=all&by=body"
    data = sheet.client(sheet.other).get(address).content
    if ending == "csv":
        words = data.decode()
    elif ending == "xlsx":
        words = ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
    else:
        words = read_text(data, filename=f"f.{ending}").text
    squeezed = re.sub(r"\s+", " ", words)
    for each in ("کار دیرشده", "تمام شد", "برف"):
        assert each in squeezed
    assert "پنهان" not in squeezed


def test_the_printed_sheet_lies_on_its_side(sheet):
    import pdfplumber

    data = sheet.client(sheet.secretary).get(sheet.url("follow_up_file", "pdf")).content
    with pdfplumber.open(io.BytesIO(data)) as opened:
        assert opened.pages[0].width > opened.pages[0].height


def test_the_sheet_needs_no_more_queries_when_it_grows(sheet, django_assert_max_num_queries):
    for number in range(12):
        duty = assign_duty(
            group=sheet.group,
            text=f"کار {number}",
            responsible=[make_body()],
            due_on=DUE,
            actor=sheet.secretary,
            at=AT,
        )
        report_duty(duty=duty, text="نیمه", percent=50, actor=sheet.secretary, at=AT)
        ask_extension(duty=duty, until=LATER, reason="زمان", actor=sheet.secretary, at=AT)
    client = sheet.client(sheet.secretary)
    with django_assert_max_num_queries(24):
        client.get(sheet.url("follow_up") + "?show=all")
    with django_assert_max_num_queries(45):
        client.get(sheet.url("duty", duty.pk))


# --- Meetings ----------------------------------------------------------------------------------


def test_a_meeting_opens_with_what_is_to_be_followed_up(sheet):
    meeting = plan_meeting(
        group=sheet.group,
        names={"fa": "جلسهٔ نخست"},
        begins_at=timezone.now(),
        actor=sheet.secretary,
        at=AT,
    )
    address = reverse("decisions:meeting", args=[sheet.group.code, meeting.pk])
    words = sheet.text(sheet.other, address)
    assert "پیگیری مصوبات" in words
    assert "کار دیرشده" in words
    assert "کار پنهان" not in words
    agenda = reverse("decisions:agenda_pdf", args=[sheet.group.code, meeting.pk])
    paper = read_text(sheet.client(sheet.secretary).get(agenda).content, filename="a.pdf").text
    assert "کار دیرشده" in re.sub(r"\s+", " ", paper)
    assert "پنهان" not in paper
    names = {"fa": "موضوع"}
    add_agenda_item(meeting=meeting, names=names, actor=sheet.secretary, at=AT)
    convene_meeting(meeting=meeting, actor=sheet.secretary, at=AT)
    begin_meeting(meeting=meeting, actor=sheet.secretary, at=AT)
    item = meeting.agenda.get(kind="follow_up")
    note = reverse(
        "decisions:followed", args=[sheet.group.code, meeting.pk, item.pk, sheet.late.pk]
    )
    assert sheet.client(sheet.other).post(note, {"discussion": "من"}).status_code == 403
    sheet.client(sheet.secretary).post(note, {"discussion": "تا شنبه"})
    assert "تا شنبه" in sheet.text(sheet.other, address)
    hidden = reverse(
        "decisions:followed", args=[sheet.group.code, meeting.pk, item.pk, sheet.hidden.pk]
    )
    assert sheet.client(sheet.other).get(hidden).status_code == 404


def test_an_item_is_taken_off_after_asking(sheet):
    meeting = plan_meeting(
        group=sheet.group,
        names={"fa": "جلسه"},
        begins_at=timezone.now(),
        actor=sheet.secretary,
        at=AT,
    )
    item = meeting.agenda.get()
    address = reverse("decisions:remove_item", args=[sheet.group.code, meeting.pk, item.pk])
    client = sheet.client(sheet.secretary)
    assert client.get(address).status_code == 200
    client.post(address)
    assert not meeting.agenda.exists()


# --- Words -------------------------------------------------------------------------------------


def every_page(sheet):
    extension = ask_extension(
        duty=sheet.duty, until=LATER, reason="زمان", actor=sheet.carrier, at=AT
    )
    report = report_duty(duty=sheet.duty, text="نیمه", percent=40, actor=sheet.carrier, at=AT)
    names = ("duty", "report", "hand_over", "due", "change_duty", "draft")
    return [
        sheet.url("duties"),
        sheet.url("follow_up") + "?show=all&by=body",
        *(sheet.of(name) for name in names),
        *(sheet.of(name, extension.pk) for name in ("grant", "refuse")),
        *(sheet.of(name, report.pk) for name in ("verify", "return")),
        sheet.url("duty", sheet.done.pk),
        sheet.url("forward", sheet.done.pk, sheet.done.reports.get().pk),
        sheet.url("duty", sheet.late.pk),
        sheet.url("extend", sheet.late.pk),
        sheet.url("decline_duty", sheet.late.pk),
    ]


def test_every_page_opens_in_both_languages(sheet):
    sheet.secretary.language = "fa"
    sheet.secretary.save()
    pages = every_page(sheet)
    client = sheet.client(sheet.secretary)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not left_in_english(text_of(answer), "mandates"), address
    sheet.secretary.language = "en"
    sheet.secretary.save()
    for address in pages:
        assert sheet.client(sheet.secretary).get(address).status_code == 200, address
