"""A document is uploaded, read, confirmed by people, and taken over."""

import re
from datetime import date
from email.message import EmailMessage
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Mandate
from tests.stages.readings import CALL, RESOLUTION, only, propose, read
from tests.web.mandates import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


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
