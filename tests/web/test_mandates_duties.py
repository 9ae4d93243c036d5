"""Duties on the pages of a mandate: carriers, reports, lists, files."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import assign_duty, report_duty
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_body
from tests.web.mandates import World, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def test_a_carrier_accepts_reports_and_is_answered(world):
    carrier, secretary = world.client(world.member), world.as_secretary()
    carrier.post(world.url("advance", world.duty.pk, "accept"))
    carrier.post(world.url("advance", world.duty.pk, "start"))
    file = SimpleUploadedFile("شاهد.pdf", b"%PDF-1.4 x")
    carrier.post(
        world.url("report", world.duty.pk),
        {"text": "انجام شد", "percent": "100", "attached": [file]},
    )
    first = world.duty.reports.get()
    page = secretary.get(world.url("duty", world.duty.pk))
    assert "شاهد.pdf" in page.content.decode()
    secretary.post(world.url("return", world.duty.pk, first.pk), {"reason": "امضا کم است"})
    assert "امضا کم است" in carrier.get(world.url("duty", world.duty.pk)).content.decode()
    carrier.post(world.url("report", world.duty.pk), {"text": "امضا شد", "percent": "100"})
    second = world.duty.reports.exclude(pk=first.pk).get()
    secretary.post(world.url("verify", world.duty.pk, second.pk), {"note": ""})
    world.duty.refresh_from_db()
    assert world.duty.state == Duty.State.DONE


def test_a_duty_is_given_to_a_committee_and_a_body(world):
    client = world.as_secretary()
    client.post(world.url("new_committee"), {"names_fa": "کمیتهٔ فنی", "code": "technical"})
    committee = Group.objects.get(code="technical")
    client.post(
        world.url("new_duty"),
        {
            "text": "کار تازه",
            "responsible": [f"group-{committee.pk}", f"body-{world.body.pk}"],
            "due_on": "۱۴۰۵/۱۰/۱",
            "kind": "task",
            "confidentiality": "group",
        },
    )
    made = Duty.objects.latest("pk")
    assert made.due_on == date(2026, 12, 22)
    assert {(one.committee, one.body) for one in made.assignments.all()} == {
        (committee, None),
        (None, world.body),
    }


def test_carriers_change(world):
    other = make_body()
    world.as_secretary().post(
        world.url("carriers", world.duty.pk), {"responsible": [f"body-{other.pk}"]}
    )
    assert world.duty.assignments.get().body == other


def test_release_asks_for_a_reason(world):
    client = world.as_secretary()
    assert client.post(world.url("release", world.duty.pk), {"reason": ""}).status_code == 200
    client.post(world.url("release", world.duty.pk), {"reason": "لغو شد"})
    world.duty.refresh_from_db()
    assert world.duty.state == Duty.State.RELEASED


def test_lists_of_duties_are_pages(world):
    late = assign_duty(
        group=world.group,
        text="کار دیرشده",
        due_on=timezone.localdate() - timedelta(days=1),
        actor=world.secretary,
        at=AT,
    )
    client = world.as_secretary()
    address = world.url("duties")
    assert list(client.get(f"{address}?show=overdue").context["page"]) == [late]
    by_body = client.get(f"{address}?show=all&body={world.body.pk}").context["page"]
    assert list(by_body) == [world.duty]
    by_axis = client.get(f"{address}?show=all&axis={world.axis.pk}").context["page"]
    assert list(by_axis) == [world.duty]
    assert list(world.client(world.member).get(f"{address}?show=mine").context["page"]) == [
        world.duty
    ]
    assert client.get(f"{address}?show=nothing").status_code == 404


def test_the_division_of_labour_comes_as_a_file(world):
    client = world.as_secretary()
    pdf = client.get(world.url("division", "pdf"))
    assert pdf.content.startswith(b"%PDF")
    xlsx = client.get(world.url("division", "xlsx"))
    with ZipFile(io.BytesIO(xlsx.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "سازمان بوستان‌ها" in strings
    assert "تهیهٔ برنامهٔ آبیاری" in strings
    assert client.get(world.url("division", "exe")).status_code == 404


def test_the_division_of_labour_keeps_confidences(world):
    assign_duty(
        group=world.group,
        text="کار پنهان",
        responsible=[make_body("نهاد پنهان")],
        confidentiality=Confidentiality.SECRETARIAT,
        actor=world.secretary,
        at=AT,
    )
    for way in ("", "?by=axes"):
        page = world.client(world.member).get(world.url("matrix") + way).content.decode()
        assert "پنهان" not in page
    csv = world.client(world.member).get(world.url("division", "csv")).content.decode()
    assert "پنهان" not in csv


def test_follow_up_shows_the_last_report_and_its_obstacle(world):
    for text, percent in (("آغاز شد", 10), ("نیمه‌کاره ماند", 50)):
        report_duty(
            duty=world.duty,
            text=text,
            percent=percent,
            obstacle="بودجه نرسید",
            actor=world.secretary,
            at=AT + timedelta(hours=percent),
        )
    page = text_of(world.client(world.member).get(world.url("follow_up")))
    assert "نیمه‌کاره ماند" in page
    assert "بودجه نرسید" in page
    assert "آغاز شد" not in page
    csv = world.as_secretary().get(world.url("follow_up_file", "csv")).content.decode()
    assert "بودجه نرسید" in csv
    assert "آغاز شد" not in csv
    assert world.as_secretary().get(world.url("follow_up_file", "exe")).status_code == 404
