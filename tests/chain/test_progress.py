"""The progress report: what was asked, delivered and late; never more than its reader may see."""

import io
from datetime import date, timedelta

import docx
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx.oxml.ns import qn

from dabir.chain.progress import first_day, progress
from dabir.chain.progress_report import progress_report
from dabir.formats.reports import Table
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import report_duty
from dabir.stages.mandates.models import Duty, Report
from tests.chain.test_timeline import Office
from tests.factories import AT, make_group, make_secretary
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db
ENGLISH = Preferences("en", "gregorian", "latin")


@pytest.fixture
def office():
    return Office()


def today():
    return timezone.localdate()


def late(office, text="کار دیرشده", days=12, **more):
    return office.give(text, today() - timedelta(days=days), **more)


def found(office, reader=None, **period):
    return progress(reader or office.secretary, office.group, today(), **period)


def words_of(report):
    cells = []
    for part in report.parts:
        if isinstance(part, Table):
            rows = [row for row in part.rows if isinstance(row, tuple)]
            cells += [cell for row in rows for cell in row]
        else:
            cells.append(str(part))
    return " ".join(cells)


def test_says_how_many_days_late_with_the_obstacle_reported(office):
    duty = late(office)
    report_duty(
        duty=duty, text="نیمه‌کاره", percent=40, obstacle="بودجه نرسید", actor=office.member, at=AT
    )
    [one] = found(office).late
    assert one.days_late == 12
    with reading_as(ENGLISH):
        words = words_of(progress_report(found(office)))
    assert "12 days" in words
    assert "بودجه نرسید" in words


def test_those_who_wait_longest_come_first(office):
    late(office, "کوتاه", 2)
    late(office, "بلند", 90)
    assert [one.line.text for one in found(office).late] == ["بلند", "کوتاه"]


def test_what_is_due_next_is_open_and_near(office):
    office.give("نزدیک", today() + timedelta(days=3))
    office.give("دور", today() + timedelta(days=200))
    done = office.give("انجام‌شده", today() + timedelta(days=3))
    Duty.objects.filter(pk=done.pk).update(state=Duty.State.DONE)
    assert [one.line.text for one in found(office).coming] == ["نزدیک"]
    assert [one.line.text for one in found(office).done] == ["انجام‌شده"]


def test_what_was_delivered_belongs_to_the_period(office):
    report_duty(duty=late(office), text="گزارش نخست", percent=100, actor=office.member, at=AT)
    day = timezone.localdate(AT)
    assert len(found(office, since=day, until=day).reports) == 1
    assert not found(office, until=day - timedelta(days=1)).reports
    assert not found(office, since=day + timedelta(days=1)).reports


def test_what_was_sent_back_is_not_delivered(office):
    report_duty(duty=late(office), text="ناقص", percent=100, actor=office.member, at=AT)
    Report.objects.update(state=Report.State.RETURNED)
    assert not found(office).reports


def test_bears_the_class_of_the_most_confidential_thing_in_it(office):
    late(office)
    assert found(office).confidentiality == Confidentiality.GROUP
    late(office, "پنهان", confidentiality=Confidentiality.SECRETARIAT)
    assert found(office).confidentiality == Confidentiality.SECRETARIAT
    assert found(office, office.member).confidentiality == Confidentiality.GROUP
    assert found(office, office.guest).confidentiality == Confidentiality.PUBLIC


def test_holds_no_more_than_the_reader_may_see(office):
    late(office, "آشکار برای اعضا")
    late(office, "پنهان از اعضا", confidentiality=Confidentiality.SECRETARIAT)
    said = {
        name: words_of(progress_report(found(office, getattr(office, name))))
        for name in ("secretary", "member", "guest")
    }
    assert "پنهان از اعضا" in said["secretary"]
    assert "پنهان از اعضا" not in said["member"]
    assert "آشکار برای اعضا" in said["member"]
    assert "آشکار برای اعضا" not in said["guest"]


def test_begins_when_the_group_did(office):
    assert first_day(office.group, office.secretary) == date(2026, 5, 1)


def get(office, ending, query="", reader=None):
    client = Client()
    client.force_login(reader or office.secretary)
    return client.get(reverse("progress_file", args=[office.group.code, ending]) + query)


def pages_of(response):
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        return [page.extract_text() for page in opened.pages]


def test_the_pdf_in_english_says_everything_and_its_class_on_each_page(office):
    late(office)
    pages = pages_of(get(office, "pdf", "?language=en"))
    whole = "\n".join(pages)
    for words in (
        "Progress report", "What was asked, and by whom", "What was delivered", "What is late",
        "12 days", "What is due in the next sixty days", "Division of labour", "Membership",
        "Meetings held", "from 1 May 2026",
    ):  # fmt: skip
        assert words in whole
    assert all("Confidentiality: working group" in page for page in pages)
    assert "۱" not in whole


def test_the_pdf_in_persian_is_in_the_readers_calendar(office):
    late(office)
    whole = "\n".join(pages_of(get(office, "pdf")))
    assert "۱۴۰۵" in whole
    assert not {"2026", "1405", "۲۰۲۶"} & set(whole.split())
    gregorian = "\n".join(pages_of(get(office, "pdf", "?calendar=gregorian")))
    assert "۲۰۲۶" in gregorian


def test_the_word_file_opens_and_reads_from_the_right(office):
    late(office)
    document = docx.Document(io.BytesIO(get(office, "docx").content))
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert len(headings) > 7
    for heading in headings:
        assert heading._p.pPr.find(qn("w:bidi")) is not None
    assert "گزارش پیشرفت" in headings[0].text
    assert len(document.inline_shapes) == 1


def test_a_group_with_nothing_has_a_report_too():
    group = make_group()
    client = Client()
    client.force_login(make_secretary(group))
    for ending in ("pdf", "docx"):
        response = client.get(reverse("progress_file", args=[group.code, ending]))
        assert response.status_code == 200
    assert client.get(reverse("progress", args=[group.code])).status_code == 200


@pytest.mark.parametrize("query", ["?since=کی", "?since=1405/9/2&until=1405/8/1", "?language=xx"])
def test_a_period_that_cannot_be_is_answered_by_the_page(office, query):
    for ending in ("pdf", "docx"):
        response = get(office, ending, query)
        assert response.status_code == 200
        assert "field-error" in response.content.decode()


def test_another_ending_is_not_found(office):
    assert get(office, "exe").status_code == 404


def test_to_others_the_report_does_not_exist(office):
    stranger = Person.objects.create_user("stranger", names={"fa": "غریبه"})
    assert get(office, "pdf", reader=stranger).status_code == 404


def test_the_persian_page_says_nothing_in_english(office):
    late(office)
    client = Client()
    client.force_login(office.secretary)
    page = client.get(reverse("progress", args=[office.group.code]))
    assert not left_in_english(page.content.decode(), "chain")


def test_gathering_asks_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    for number in range(9):
        report_duty(duty=late(office, f"کار {number}"), text="گزارش", actor=office.member, at=AT)
    client = Client()
    client.force_login(office.secretary)
    with django_assert_max_num_queries(52):
        client.get(reverse("progress", args=[office.group.code]))
