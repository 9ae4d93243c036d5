"""Machines propose, people confirm: what is read holds only once somebody decides."""

import hashlib
from email.message import EmailMessage

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.proposals.acts import (
    accept_confident,
    accept_proposal,
    add_proposal,
    correct_proposal,
    decline_proposal,
    read_document,
    read_part,
    set_reading_aside,
)
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import agreed, agreed_one, visible_to
from dabir.foundation.record.models import Entry
from tests.factories import AT, make_group, make_member, make_person, make_secretary
from tests.stages.readings import RESOLUTION, propose, read

pytestmark = pytest.mark.django_db


def last_act():
    return Entry.objects.order_by("-pk").values_list("act", flat=True).first()


def test_keeps_the_document_byte_for_byte(group, secretary):
    data = "\ufeffمصوبه\r\nبند ۱. متن\r\n".encode()
    reading = read_document(data=data, name="الف.txt", group=group, actor=secretary, at=AT)
    assert read_original(reading.original) == data
    assert reading.original.sha256 == hashlib.sha256(data).hexdigest()


def test_nothing_that_was_read_is_agreed(reading):
    assert reading.proposals.exists()
    assert set(reading.proposals.values_list("state", flat=True)) == {"open"}
    assert agreed(reading, "duty") == []
    assert agreed_one(reading, "title") is None


def test_every_proposal_says_where_and_how_sure(reading):
    for proposal in reading.proposals.all():
        assert 0 <= proposal.start < proposal.end <= len(reading.text)
        assert 0 < proposal.confidence <= 1
        assert proposal.rule


def test_reads_the_facts_of_a_resolution(reading):
    kinds = set(reading.proposals.values_list("kind", flat=True))
    assert {"document_kind", "session", "date", "clause", "duty"} <= kinds
    assert reading.document_kind == "resolution"
    assert reading.language == "fa"


def test_refuses_a_file_that_is_no_text_and_keeps_nothing(group, secretary):
    with pytest.raises(Refused):
        read_document(
            data=b"\x89PNG\r\n\x1a\n" + bytes(64), name="x.png", group=group, actor=secretary, at=AT
        )
    assert not Original.objects.exists()


def test_refuses_an_empty_file(group, secretary):
    with pytest.raises(Refused):
        read_document(data=b"", name="x.txt", group=group, actor=secretary, at=AT)


def test_a_member_may_have_nothing_read(group):
    with pytest.raises(NotPermitted):
        read(group, make_member(group))


def test_only_the_secretariat_sees_a_reading(group, secretary, reading):
    assert visible_to(secretary).get() == reading
    for other in (make_member(group), make_person(), make_secretary(make_group()), None):
        assert not visible_to(other).exists()


def test_counts_what_waits(secretary, reading):
    total = reading.proposals.count()
    accept_proposal(proposal=reading.proposals.first(), actor=secretary, at=AT)
    seen = visible_to(secretary).get()
    assert (seen.waiting, seen.proposed) == (total - 1, total)


@pytest.mark.parametrize(
    ("act", "state"), [(accept_proposal, "accepted"), (decline_proposal, "declined")]
)
def test_a_decision_says_who_and_when(secretary, reading, act, state):
    proposal = act(proposal=reading.proposals.first(), actor=secretary, at=AT)
    proposal.refresh_from_db()
    assert proposal.state == state
    assert (proposal.decided_by, proposal.decided_at) == (secretary, AT)
    assert last_act() == f"proposals.{act.__name__}"


@pytest.mark.parametrize("act", [accept_proposal, decline_proposal])
def test_members_decide_nothing(group, reading, act):
    with pytest.raises(NotPermitted):
        act(proposal=reading.proposals.first(), actor=make_member(group), at=AT)


def test_a_declined_proposal_can_be_accepted_after_all(secretary, reading):
    proposal = decline_proposal(proposal=reading.proposals.first(), actor=secretary, at=AT)
    assert accept_proposal(proposal=proposal, actor=secretary, at=AT).state == "accepted"


def test_what_was_accepted_is_not_accepted_twice(secretary, reading):
    proposal = accept_proposal(proposal=reading.proposals.first(), actor=secretary, at=AT)
    with pytest.raises(NotNow):
        accept_proposal(proposal=proposal, actor=secretary, at=AT)


def test_a_correction_keeps_what_was_read_beside_it(secretary, reading):
    proposal = propose(reading, "issuer", "شورای دیگر")
    proposal = correct_proposal(proposal=proposal, value=" شورا ", actor=secretary, at=AT)
    proposal.refresh_from_db()
    assert (proposal.value, proposal.corrected, proposal.agreed) == ("شورای دیگر", "شورا", "شورا")
    content = Entry.objects.order_by("-pk").first().content.payload
    assert "شورای دیگر" in content


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "1405-02-31x"),
        ("deadline", "soon"),
        ("session", "fifth"),
        ("session", -5),
        ("session", 0),
        ("session", 2**31),
        ("session", float("inf")),
        ("number", "۵" * 81),
        ("document_kind", "x" * 21),
        ("issuer", "x" * 1001),
        ("duty", {"text": " "}),
        ("duty", {"text": "کار", "due": "soon"}),
        ("duty", {"text": "کار", "due_text": "x" * 201}),
        ("duty", {"text": "کار", "within": "P" * 21}),
        ("duty", {"text": "کار", "title": "x" * 301}),
        ("duty", {"text": "کار", "bodies": "وزارت"}),
        ("duty", {"text": "کار", "supporting": [" "]}),
        ("duty", {"text": "کار", "reporting_to": ["شورا"]}),
        ("clause", "words"),
        ("clause", {"text": "متن"}),
        ("clause", {"text": "متن", "path": "x" * 121}),
        ("clause", {"text": "متن", "path": "1", "number": "1" * 21}),
        ("clause", {"text": "متن", "path": "1", "level": "deep"}),
        ("song", "words"),
        ("member", "   "),
    ],
)
def test_refuses_a_correction_of_another_shape(secretary, reading, kind, value):
    proposal = propose(reading, kind, "old")
    with pytest.raises(Refused):
        correct_proposal(proposal=proposal, value=value, actor=secretary, at=AT)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_fact_of_no_known_kind_is_not_added(secretary, reading):
    for kind in ("song", "open_date", "impossible_date", ""):
        with pytest.raises(Refused):
            add_proposal(reading=reading, kind=kind, value="x", actor=secretary, at=AT)


def test_accepts_together_only_what_is_sure(secretary, reading):
    reading.proposals.all().delete()
    sure = propose(reading, "member", "نهاد الف", confidence=0.8)
    unsure = propose(reading, "member", "نهاد ب", confidence=0.79)
    declined = propose(reading, "member", "نهاد پ", state=Proposal.State.DECLINED)
    impossible = propose(reading, "impossible_date", "۳۱ مهر", confidence=1.0)
    assert accept_confident(reading=reading, actor=secretary, at=AT) == 1
    states = [Proposal.objects.get(pk=one.pk).state for one in (sure, unsure, declined, impossible)]
    assert states == ["accepted", "open", "declined", "open"]


def test_a_missed_fact_counts_as_confirmed_by_who_adds_it(secretary, reading):
    added = add_proposal(reading=reading, kind="member", value="نهاد نو", actor=secretary, at=AT)
    assert added.state == "accepted"
    assert added.decided_by == secretary
    assert agreed(reading, "member")[-1] == "نهاد نو"


def test_a_document_has_one_title(secretary, reading):
    reading.proposals.filter(kind="title").delete()
    add_proposal(reading=reading, kind="title", value="نخست", actor=secretary, at=AT)
    with pytest.raises(Refused):
        add_proposal(reading=reading, kind="title", value="دوم", actor=secretary, at=AT)


def test_another_title_can_be_added_once_the_first_is_declined(secretary, reading):
    reading.proposals.filter(kind="title").delete()
    first = propose(reading, "title", "نخست")
    decline_proposal(proposal=first, actor=secretary, at=AT)
    add_proposal(reading=reading, kind="title", value="دوم", actor=secretary, at=AT)
    assert agreed_one(reading, "title") == "دوم"


def test_what_is_set_aside_is_decided_no_more(secretary, reading):
    set_reading_aside(reading=reading, reason="تکراری", actor=secretary, at=AT)
    reading.refresh_from_db()
    assert reading.state == Reading.State.SET_ASIDE
    with pytest.raises(NotNow):
        accept_proposal(proposal=reading.proposals.first(), actor=secretary, at=AT)
    with pytest.raises(NotNow):
        accept_confident(reading=reading, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        add_proposal(reading=reading, kind="member", value="نهاد", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        set_reading_aside(reading=reading, reason="باز هم", actor=secretary, at=AT)


def a_mail(*files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"] = "office@example.ir"
    message["Subject"] = "ارسال مصوبه"
    message["Message-ID"] = "<1@example.ir>"
    message.set_content("با سلام، مصوبه به پیوست ارسال می‌شود.")
    for name, data in files:
        message.add_attachment(data, maintype="a", subtype="b", filename=name)
    return bytes(message)


@pytest.fixture
def mailed(group, secretary):
    data = a_mail(("scan.png", b"\x89PNG\r\n\x1a\n"), ("مصوبه.txt", RESOLUTION.encode()))
    return read_document(data=data, name="نامه.eml", group=group, actor=secretary, at=AT)


def test_of_a_message_the_enclosed_resolution_is_read_and_the_message_kept(mailed):
    assert mailed.part == "مصوبه.txt"
    assert mailed.text == RESOLUTION.strip()
    assert mailed.original.media_type == "eml"
    assert read_original(mailed.original).startswith(b"From: office@example.ir")
    assert [part["name"] for part in mailed.parts] == ["", "scan.png", "مصوبه.txt"]
    assert [part["refusal"] and part["refusal"]["code"] for part in mailed.parts] == [
        None, "unknown-format", None,
    ]  # fmt: skip


def test_another_part_of_a_message_is_a_reading_of_its_own(mailed, secretary):
    words = read_part(reading=mailed, part="", actor=secretary, at=AT)
    assert words.original == mailed.original
    assert words.address_id != mailed.address_id
    assert words.text.startswith("ارسال مصوبه")
    assert last_act() == "proposals.read_part"
    assert Original.objects.count() == 1


def test_a_part_that_was_read_before_is_given_back(mailed, secretary):
    words = read_part(reading=mailed, part="", actor=secretary, at=AT)
    assert read_part(reading=mailed, part="", actor=secretary, at=AT) == words
    assert read_part(reading=words, part="مصوبه.txt", actor=secretary, at=AT) == mailed


@pytest.mark.parametrize("part", ["scan.png", "absent.txt"])
def test_a_part_that_cannot_be_read_is_refused(mailed, secretary, part):
    with pytest.raises(Refused):
        read_part(reading=mailed, part=part, actor=secretary, at=AT)


def test_a_member_may_have_no_part_read(mailed, group):
    with pytest.raises(NotPermitted):
        read_part(reading=mailed, part="", actor=make_member(group), at=AT)


def test_what_is_to_be_known_about_a_file_is_kept_with_its_reading(group, secretary):
    data = (RESOLUTION.replace("\u200c", " ").replace("ی", "ي").replace("ک", "ك")).encode(
        "cp1256", "ignore"
    )
    reading = read_document(data=data, name="old.txt", group=group, actor=secretary, at=AT)
    assert [note["code"] for note in reading.notes] == ["encoding-guessed"]


def test_a_document_past_the_limit_of_the_installation_is_refused(group, secretary, settings):
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(Refused):
        read(group, secretary)
