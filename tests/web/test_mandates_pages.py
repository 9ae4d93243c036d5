"""The pages of the mandates stage: who sees which, what they do, in how many queries."""

import io
import re
from datetime import date, timedelta
from email.message import EmailMessage
from html import unescape
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.people.models import Body, Group, Membership, Person, Role
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.models import Call
from dabir.stages.mandates.acts import add_axis, assign_duty, report_duty, take_over_mandate
from dabir.stages.mandates.models import Duty, Mandate
from tests.factories import AT, make_body, make_group, make_member, make_person, seat
from tests.stages.readings import CALL, RESOLUTION, only, propose, read

pytestmark = pytest.mark.django_db


class World:
    """A group with a taken-over mandate, an open reading and a reported duty."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("سازمان بوستان‌ها")
        self.secretary = make_person()
        seat(self.secretary, self.group, Role.SECRETARY)
        self.member = make_member(self.group, self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())
        self.stranger = make_person()
        clause = {"path": "2", "kind": "clause", "number": "2", "level": 1, "text": "متن بند دوم"}
        given = {
            "text": "تهیهٔ برنامهٔ آبیاری",
            "bodies": ["سازمان بوستان‌ها"],
            "supporting": [],
            "due": None,
            "due_text": "ظرف دو ماه از تاریخ ابلاغ",
            "within": "P2M",
            "clause": "2",
        }
        done = only(
            read(self.group, self.secretary),
            self.secretary,
            ("title", "مصوبهٔ پنجم"),
            ("clause", clause),
            ("duty", given),
        )
        self.mandate = take_over_mandate(
            reading=done, notified_on=date(2026, 5, 10), actor=self.secretary, at=AT
        )
        self.duty = self.group.duties.get()
        self.axis = add_axis(
            group=self.group,
            names={"fa": "محور آب"},
            clause=self.mandate.clauses.get(),
            actor=self.secretary,
            at=AT,
        )
        self.reading = read(self.group, self.secretary)

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def client(self, person):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    def as_secretary(self):
        return self.client(self.secretary)


@pytest.fixture
def world():
    return World()


def text_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<(script|style).*?</\1>", " ", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


OPEN_TO_ALL_ROLES = ("index", "duties", "matrix", "follow_up", "members", "bodies")
SECRETARIAT_ONLY = ("upload", "new_duty", "new_axis", "admit", "new_committee")


@pytest.mark.parametrize("name", OPEN_TO_ALL_ROLES)
def test_every_role_in_the_group_sees_the_lists(world, name):
    for person in (world.secretary, world.member, world.guest):
        assert world.client(person).get(world.url(name)).status_code == 200


@pytest.mark.parametrize("name", OPEN_TO_ALL_ROLES + SECRETARIAT_ONLY)
def test_to_others_the_group_does_not_exist(world, name):
    assert world.client(world.stranger).get(world.url(name)).status_code == 404
    assert world.client(None).get(world.url(name)).status_code == 302


@pytest.mark.parametrize("name", SECRETARIAT_ONLY)
def test_pages_of_the_secretariat_refuse_members_with_a_reason(world, name):
    assert world.as_secretary().get(world.url(name)).status_code == 200
    assert world.client(world.member).get(world.url(name)).status_code == 403


def test_a_guest_sees_no_duty_of_the_group(world):
    assert "برنامهٔ آبیاری" not in text_of(
        world.client(world.guest).get(world.url("duties") + "?show=all")
    )
    assert world.client(world.guest).get(world.url("duty", world.duty.pk)).status_code == 404
    assert world.client(world.guest).get(world.url("mandate", world.mandate.pk)).status_code == 404


def test_only_the_secretariat_sees_a_reading(world):
    address = world.url("reading", world.reading.pk)
    assert world.as_secretary().get(address).status_code == 200
    assert world.client(world.member).get(address).status_code == 404


def test_counts_leave_out_what_the_reader_may_not_see(world):
    assign_duty(
        group=world.group,
        text="کار پنهان",
        axis=world.axis,
        confidentiality=Confidentiality.SECRETARIAT,
        actor=world.secretary,
        at=AT,
    )
    assert world.as_secretary().get(world.url("index")).context["axes"][0].duty_count == 2
    assert world.client(world.member).get(world.url("index")).context["axes"][0].duty_count == 1


def test_uploading_reads_the_document_and_leads_to_its_confirmation(world):
    file = SimpleUploadedFile("مصوبه.txt", RESOLUTION.encode())
    response = world.as_secretary().post(world.url("upload"), {"file": file})
    made = Reading.objects.latest("pk")
    assert response.headers["Location"] == world.url("reading", made.pk)


def test_a_message_shows_what_came_and_another_part_can_be_read(world):
    message = EmailMessage()
    message["From"] = "office@example.ir"
    message["Subject"] = "ارسال مصوبه"
    message["Message-ID"] = "<1@example.ir>"
    message.set_content("با سلام، مصوبه به پیوست است.")
    message.add_attachment(RESOLUTION.encode(), maintype="a", subtype="b", filename="مصوبه.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="a", subtype="b", filename="x.png")
    secretary = world.as_secretary()
    file = SimpleUploadedFile("نامه.eml", bytes(message))
    page = secretary.post(world.url("upload"), {"file": file}, follow=True)
    shown = unescape(page.content.decode())
    reading = Reading.objects.get(part="مصوبه.txt")
    url = world.url("read_part", reading.pk)
    assert url in shown
    assert "x.png" in shown
    assert world.client(world.member).post(url, {"part": ""}).status_code == 404
    answer = secretary.post(url, {"part": ""}, follow=True)
    words = Reading.objects.get(part="", original=reading.original)
    assert answer.redirect_chain[-1][0] == world.url("reading", words.pk)
    assert secretary.post(url, {"part": "x.png"}).status_code in {403, 409, 422}
    assert secretary.get(url).status_code == 405


def test_what_is_to_be_known_of_a_file_is_said_beside_it(world):
    reading = read(world.group, world.secretary)
    reading.notes = [
        {
            "code": "pages-without-text",
            "message": "%(blank)d of %(pages)d pages hold no text; they may be scans.",
            "parameters": {"blank": 2, "pages": 5},
        }
    ]
    reading.margins = "شورای نمونه"
    reading.save(update_fields=["notes", "margins"])
    page = world.as_secretary().get(world.url("reading", reading.pk)).content.decode()
    assert "۲" in page[page.index("notice") :]
    assert "شورای نمونه" in page


def test_a_file_that_cannot_be_read_is_refused_at_the_form(world):
    file = SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    response = world.as_secretary().post(world.url("upload"), {"file": file})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_source_stands_beside_its_proposals(world):
    page = world.as_secretary().get(world.url("reading", world.reading.pk)).content.decode()
    for proposal in world.reading.proposals.all():
        assert f'id="proposal-{proposal.pk}"' in page
        if proposal.kind != "clause":
            assert f'data-span="{proposal.pk}' in page or f" {proposal.pk}" in page
    source = re.search(r'<div class="source".*?</div>', page, re.DOTALL)[0]
    assert unescape(re.sub(r"<[^>]+>", "", source)) == world.reading.text


@pytest.mark.parametrize(("event", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_a_proposal_is_decided_without_scripts(world, event, state):
    proposal = world.reading.proposals.first()
    response = world.as_secretary().post(world.url("decide", proposal.pk, event))
    proposal.refresh_from_db()
    assert proposal.state == state
    assert response.headers["Location"].endswith(f"#proposal-{proposal.pk}")


def test_htmx_gets_the_card_and_what_changed_around_it(world):
    proposal = world.reading.proposals.first()
    response = world.as_secretary().post(
        world.url("decide", proposal.pk, "accept"), headers={"HX-Request": "true"}
    )
    fragment = response.content.decode()
    assert fragment.strip().startswith('<li class="card proposal reading-accepted" id="proposal-')
    assert fragment.count("hx-swap-oob") == 1
    assert "<html" not in fragment


def test_members_decide_no_proposal(world):
    proposal = world.reading.proposals.first()
    client = world.client(world.member)
    assert client.post(world.url("decide", proposal.pk, "accept")).status_code == 404
    assert client.get(world.url("correct", proposal.pk)).status_code == 404


def test_what_is_sure_is_accepted_together(world):
    world.as_secretary().post(world.url("accept_sure", world.reading.pk))
    assert not world.reading.proposals.filter(state="open", confidence__gte=0.8).exists()


CORRECTIONS = [
    ("title", "کهنه", {"value": "عنوان نو"}, "عنوان نو"),
    ("date", "2026-05-02", {"value": "۱۴۰۵/۲/۱۳"}, "2026-05-03"),
    ("session", 4, {"value": "5"}, 5),
    ("document_kind", "letter", {"value": "order"}, "order"),
]


@pytest.mark.parametrize(("kind", "old", "typed", "new"), CORRECTIONS)
def test_a_correction_is_typed_in_its_own_form(world, kind, old, typed, new):
    world.reading.proposals.filter(kind=kind).delete()
    proposal = propose(world.reading, kind, old)
    client = world.as_secretary()
    assert client.get(world.url("correct", proposal.pk)).status_code == 200
    client.post(world.url("correct", proposal.pk), typed)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.corrected) == ("corrected", new)


def test_a_wrong_day_is_said_at_the_form(world):
    proposal = propose(world.reading, "deadline", "2026-05-02")
    response = world.as_secretary().post(world.url("correct", proposal.pk), {"value": "۱۴۰۵/۲/۳۲"})
    assert response.status_code == 200
    assert "value" in response.context["form"].errors


def test_a_duty_is_corrected_with_its_carriers_and_its_deadline(world):
    duty = world.reading.proposals.filter(kind="duty").first()
    form = world.as_secretary().get(world.url("correct", duty.pk)).context["form"]
    assert form.initial["value"] == duty.value["text"]
    world.as_secretary().post(
        world.url("correct", duty.pk),
        {
            "value": "کار",
            "bodies": "الف\n\n ب ",
            "supporting": "",
            "due": "",
            "count": "3",
            "unit": "M",
            "due_text": "ظرف سه ماه",
            "output": "on",
            "title": "منشور",
            "clause": "2",
        },
    )
    duty.refresh_from_db()
    assert duty.corrected == {
        "text": "کار",
        "bodies": ["الف", "ب"],
        "supporting": [],
        "due": None,
        "due_text": "ظرف سه ماه",
        "within": "P3M",
        "reporting_to": "",
        "output": True,
        "title": "منشور",
        "clause": "2",
    }


def test_what_was_missed_is_added_with_its_words(world):
    client = world.as_secretary()
    page = world.url("add", world.reading.pk, "member")
    words = client.get(page, {"first_words": "برای", "last_words": "اجرا"})
    assert words.status_code == 302
    client.post(words.headers["Location"], {"value": "سازمان بوستان‌ها"})
    added = Proposal.objects.latest("pk")
    assert (added.kind, added.state, added.rule) == ("member", "accepted", "person")
    assert world.reading.text[added.start : added.end] == "برای اجرا"


def test_an_unknown_kind_cannot_be_added(world):
    address = world.url("add", world.reading.pk, "impossible_date")
    assert world.as_secretary().get(address).status_code == 404


@pytest.mark.parametrize("kind", ["member", "clause", "duty", "date", "session", "document_kind"])
def test_each_kind_has_a_form_to_add_it(world, kind):
    assert world.as_secretary().get(world.url("add", world.reading.pk, kind)).status_code == 200


def test_taking_over_makes_the_mandate(world):
    client = world.as_secretary()
    client.post(world.url("accept_sure", world.reading.pk))
    response = client.post(
        world.url("take_over", world.reading.pk),
        {
            "names_fa": "مصوبه",
            "names_en": "Resolution",
            "notified_on": "۱۴۰۵/۲/۲۰",
            "standing": "press",
            "confidentiality": "secretariat",
        },
    )
    made = Mandate.objects.latest("pk")
    assert response.headers["Location"] == world.url("mandate", made.pk)
    assert made.notified_on == date(2026, 5, 10)
    assert (made.standing, made.address.confidentiality) == ("press", "secretariat")


def test_a_call_is_taken_over_as_a_call(world):
    reading = read(world.group, world.secretary, CALL, "فراخوان.txt")
    client = world.as_secretary()
    client.post(world.url("accept_sure", reading.pk))
    reading.proposals.filter(kind="document_kind").delete()
    only(reading, world.secretary, ("document_kind", "call"), ("title", "فراخوان"))
    response = client.post(world.url("take_over", reading.pk), {"code": "garden-call"})
    assert Call.objects.get(code="garden-call").group == world.group
    assert response.status_code == 302


def test_setting_aside_leaves_the_file(world):
    world.as_secretary().post(world.url("set_aside", world.reading.pk), {"reason": "تکراری"})
    world.reading.refresh_from_db()
    assert world.reading.state == "set_aside"


def test_a_text_that_lacks_an_annex_says_so(world):
    text = RESOLUTION + "شرح وظایف در پیوست شمارهٔ ۷ آمده است.\n"
    reading = read(world.group, world.secretary, text)
    page = world.as_secretary().get(world.url("reading", reading.pk))
    assert len(page.context["open_points"]) == 1


def test_the_mandate_shows_its_clauses_and_hands_out_its_original(world):
    page = world.as_secretary().get(world.url("mandate", world.mandate.pk))
    content = page.content.decode()
    assert "متن بند دوم" in content
    assert reverse("trace", args=[world.mandate.clauses.get().address_id]) in content
    original = world.as_secretary().get(page.context["original_url"])
    assert original.content == RESOLUTION.encode()


def test_members_do_not_get_the_original(world):
    page = world.client(world.member).get(world.url("mandate", world.mandate.pk))
    assert page.context["original"] is None


def test_the_counted_deadline_is_offered_and_confirmed(world):
    client = world.as_secretary()
    page = client.get(world.url("duty", world.duty.pk))
    assert page.context["counted"] == date(2026, 7, 11)
    form = client.get(world.url("due", world.duty.pk)).context["form"]
    assert form.initial["due_on"] == date(2026, 7, 11)
    client.post(world.url("due", world.duty.pk), {"due_on": "2026-07-11", "reason": "شمارش"})
    world.duty.refresh_from_db()
    assert world.duty.due_on == date(2026, 7, 11)
    assert client.get(world.url("duty", world.duty.pk)).context["counted"] is None


def test_a_member_is_offered_no_deadline_to_confirm(world):
    page = world.client(world.member).get(world.url("duty", world.duty.pk))
    assert page.context["counted"] is None


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


def test_a_member_is_admitted_and_leaves(world):
    client = world.as_secretary()
    body = make_body()
    client.post(world.url("admit"), {"body": body.pk, "role": "principal", "since": "2026-05-01"})
    made = Membership.objects.get(body=body)
    client.post(world.url("end_membership", made.pk), {"on": "2026-06-01", "reason": "پایان دوره"})
    made.refresh_from_db()
    assert made.until == date(2026, 6, 1)


def test_a_member_who_is_nobody_is_refused_at_the_form(world):
    response = world.as_secretary().post(world.url("admit"), {"role": "principal"})
    assert response.context["form"].errors


def test_bodies_and_persons_are_registered(world):
    client = world.as_secretary()
    client.post(world.url("new_body"), {"names_fa": "صنف کشت", "kind": "guild"})
    assert Body.objects.get(names__fa="صنف کشت").kind == "guild"
    client.post(
        world.url("new_person"),
        {
            "names_en": "Ada",
            "username": "ada",
            "email": "ada@example.org",
            "language": "en",
        },
    )
    ada = Person.objects.get(username="ada")
    assert (ada.calendar, ada.digits) == ("gregorian", "latin")
    assert not ada.has_usable_password()


def test_the_register_finds_a_name_in_another_spelling(world):
    page = world.as_secretary().get(world.url("bodies"), {"words": "سازمان بوستانها"})
    assert list(page.context["page"]) == [world.body]


def test_members_see_bodies_but_no_list_of_persons(world):
    page = world.client(world.member).get(world.url("bodies"))
    assert not page.context["persons"]


def test_administrators_found_groups(world):
    address = reverse("found_group")
    administrator = make_person(is_administrator=True)
    typed = {
        "names_fa": "کارگروه نو",
        "code": "new-group",
        "secretary": administrator.pk,
        "language": "fa",
    }
    assert world.as_secretary().post(address, typed).status_code == 403
    response = world.client(administrator).post(address, typed)
    assert response.headers["Location"] == "/g/new-group/mandates/"
    response = world.client(administrator).post(
        address, typed | {"code": "another", "secretary": world.secretary.pk}, follow=True
    )
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/g/new-group/")


def test_an_administrator_of_no_group_registers_whom_a_group_begins_with(world):
    address = reverse("found_person")
    client = world.client(make_person(is_administrator=True))
    assert address in client.get(reverse("preferences")).content.decode()
    typed = {"names_fa": "دبیر", "username": "dabir", "email": "d@example.org", "language": "fa"}
    assert world.as_secretary().get(address).status_code == 403
    assert client.post(address, typed | {"password": "12345"}).context["form"].errors
    client.post(address, typed | {"password": "آغاز کار ۱۴۰۵"})
    assert Person.objects.get(username="dabir").check_password("آغاز کار ۱۴۰۵")


QUERIES = {
    "index": 24,
    "duties": 24,
    "matrix": 20,
    "follow_up": 20,
    "members": 22,
    "bodies": 20,
}


@pytest.mark.parametrize("name", list(QUERIES))
def test_lists_need_no_more_queries_when_they_grow(world, name, django_assert_max_num_queries):
    for number in range(12):
        body = make_body()
        seat(None, world.group, body=body)
        duty = assign_duty(
            group=world.group,
            text=f"کار {number}",
            responsible=[body],
            supporting=[world.body],
            actor=world.secretary,
            at=AT,
        )
        report_duty(duty=duty, text="نیمه", percent=50, actor=world.secretary, at=AT)
    client = world.as_secretary()
    with django_assert_max_num_queries(QUERIES[name]):
        client.get(world.url(name))


def test_the_confirmation_page_needs_few_queries(world, django_assert_max_num_queries):
    for number in range(50):
        propose(world.reading, "member", f"نهاد {number}")
    client = world.as_secretary()
    with django_assert_max_num_queries(24):
        client.get(world.url("reading", world.reading.pk))


def every_page(world):
    proposal = world.reading.proposals.filter(kind="duty").first()
    names = [*OPEN_TO_ALL_ROLES, *SECRETARIAT_ONLY, "new_body", "new_person"]
    return [
        *(world.url(name) for name in names),
        world.url("matrix") + "?by=axes",
        world.url("duties") + "?show=all",
        world.url("mandate", world.mandate.pk),
        world.url("reading", world.reading.pk),
        world.url("reading", world.mandate.reading_id),
        world.url("take_over", world.reading.pk),
        world.url("set_aside", world.reading.pk),
        world.url("correct", proposal.pk),
        world.url("add", world.reading.pk, "duty"),
        world.url("duty", world.duty.pk),
        *(world.url(name, world.duty.pk) for name in ("report", "release", "due", "carriers")),
    ]


LATIN = {
    "English",
    "PDF",
    "XLSX",
    "CSV",
    "DOCX",
    "ODT",
    "SHA",
    "txt",
    "KB",
    "Shift",
    "Ctrl",
    "Enter",
    "Esc",
}


def test_persian_pages_say_nothing_in_english(world):
    client = world.as_secretary()
    for address in every_page(world):
        words = text_of(client.get(address))
        for username in Person.objects.values_list("username", flat=True):
            words = words.replace(f"{username}@example.org", "").replace(username, "")
        words = re.sub(r"\b[0-9a-f]{64}\b|group-\d+(?:-\d+)?", "", words)
        assert set(re.findall(r"[A-Za-z]{2,}", words)) <= LATIN, (address, words)


def test_every_page_is_there_in_english(world):
    world.secretary.language = "en"
    world.secretary.save()
    client = world.as_secretary()
    for address in every_page(world):
        page = client.get(address)
        assert page.status_code == 200, address
        assert 'lang="en" dir="ltr"' in page.content.decode(), address


def test_headings_follow_one_another(world):
    client = world.as_secretary()
    for address in every_page(world):
        levels = [
            int(level) for level in re.findall(r"<h([1-6])", client.get(address).content.decode())
        ]
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (
            address,
            levels,
        )
