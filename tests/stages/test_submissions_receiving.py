"""Receiving: the form, the secretariat's hand, the official reply, drafts."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.calls.acts import close_call
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    discard_draft,
    discard_stale_drafts,
    enter_submission,
    save_draft,
    submit,
    submit_official_reply,
)
from dabir.stages.submissions.acts.drafting import read_draft
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.arrivals import copy_of
from dabir.stages.submissions.intake.contents import ANSWER_LENGTH, AnswerDraft, Contributor
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.models import (
    Attachment,
    Consent,
    Draft,
    Identity,
    Passage,
    Submission,
)
from dabir.stages.submissions.queries import by_secret, draft_by_secret
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.sent import CLOSES, NAMED, WORDS, make_open_call, question_of, send, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


def everything_stored() -> str:
    """Every text and byte in the tables of this stage, the mails' apart."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("submissions_", "files_", "record_", "trace_")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
                found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_gives_a_receipt_and_a_secret_that_opens_it(call):
    receipt = send(call)
    assert by_secret(receipt.secret) == receipt.submission
    assert receipt.submission.state == Submission.State.RECEIVED
    assert receipt.secret not in everything_stored()


def test_cuts_and_links_from_the_question(call):
    submission = send(call).submission
    passages = list(submission.passages.order_by("order"))
    assert [passage.text for passage in passages] == WORDS.split("\n\n")
    for passage in passages:
        assert passage.answer.text[passage.start : passage.end] == passage.text
        link = Link.objects.get(target=passage.address)
        assert (link.source_id, link.relation) == (
            question_of(call).address_id,
            Relation.ANSWERS,
        )


def test_is_read_by_the_secretariat_alone(call):
    submission = send(call, publication=Submission.Publication.NAMED).submission
    levels = {passage.address.confidentiality for passage in submission.passages.all()}
    assert levels | {submission.address.confidentiality} == {Confidentiality.SECRETARIAT}


def test_stores_nothing_readable_of_who_sent_it(call):
    send(call)
    stored = everything_stored()
    for words in (NAMED.name, NAMED.email):
        assert words not in stored
        assert json.dumps(words) not in stored


def test_seals_who_sent_it_apart(call):
    receipt = send(call)
    sealed = unsealed(receipt.submission)
    assert sealed is not None
    assert sealed.contributor == NAMED
    assert sealed.secret == receipt.secret


def test_names_the_contributor_only_where_they_agree(call):
    named = send(call, publication=Submission.Publication.NAMED).submission
    unnamed = send(call, publication=Submission.Publication.UNNAMED).submission
    assert (named.public_name, unnamed.public_name) == (NAMED.name, "")


def test_keeps_what_was_received_under_its_hash(call):
    submission = send(call).submission
    received = copy_of(submission)
    assert hashlib.sha256(received).hexdigest() == submission.sha256
    content = json.loads(received)
    assert content["receipt"] == submission.receipt
    assert content["answers"][0]["text"] == WORDS


def test_publishes_nothing_unless_said(call):
    submission = send(call).submission
    assert submission.publication == Submission.Publication.WITHHELD
    assert not submission.consents.filter(given=True).exists()
    assert submission.consents.count() == len(Consent.Purpose)


def test_consents_follow_from_the_choice_of_publication(call):
    submission = send(
        call, publication=Submission.Publication.NAMED, consents=[Consent.Purpose.QUOTE]
    ).submission
    given = set(submission.consents.filter(given=True).values_list("purpose", flat=True))
    assert given == {Consent.Purpose.PUBLISH, Consent.Purpose.NAME, Consent.Purpose.QUOTE}


def test_mails_the_link_and_no_content(call):
    receipt = send(call)
    mail = Message.objects.get(about=receipt.submission.address)
    assert receipt.secret in mail.text
    assert WORDS.split()[0] not in mail.text + mail.subject
    assert mail.to == NAMED.email


def test_mails_nothing_without_an_address(call):
    send(call, contributor=Contributor(name="بی‌نشان"))
    assert not Message.objects.filter(key__startswith="submissions:").exists()


def test_is_on_record_without_the_contributor(call):
    submission = send(call).submission
    arrived = Entry.objects.get(act="submissions.submit")
    taken_in = Entry.objects.get(act="submissions.take_in_arrivals", about=submission.address)
    assert (arrived.actor, taken_in.actor) == (None, None)
    assert submission.receipt in arrived.content.payload


def test_tells_the_language(call):
    assert send(call).submission.language == "fa"
    english = send(call, "Cameras in our street carry no sign and nobody knows who keeps them.")
    assert english.submission.language == "en"


def test_receives_a_form_that_is_sent_twice_once(call):
    first = send(call, once="the form of one browser")
    again = send(call, once="the form of one browser")
    assert first == again
    assert Submission.objects.count() == 1


def test_refuses_a_call_that_is_closed(call, secretary):
    close_call(call=call, reason="بس است", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        send(call)


def test_refuses_after_the_deadline_and_writes_nothing(call):
    with pytest.raises(NotNow, match="closed on"):
        send(call, at=CLOSES + timedelta(seconds=1))
    assert not Submission.objects.exists()
    assert not Identity.objects.exists()


def test_marks_what_comes_late_where_the_call_takes_it(group, secretary):
    call = make_open_call(group, secretary, late=Call.Late.MARK)
    assert send(call, at=CLOSES + timedelta(hours=1)).submission.late
    assert not send(call).submission.late


@pytest.mark.parametrize("words", ["", "  \n ", "\x00\x07"])
def test_refuses_nothing(call, words):
    with pytest.raises(Refused, match="Nothing was written"):
        send(call, words)
    assert not Submission.objects.exists()


def test_refuses_an_endless_answer(call):
    with pytest.raises(Refused, match="letters long"):
        send(call, "آ" * (ANSWER_LENGTH + 1))


def test_refuses_an_answer_to_another_call(call, group, secretary):
    other = make_open_call(group, secretary)
    with pytest.raises(Refused, match="another call"):
        submit(call=call, answers=[AnswerDraft(WORDS, question=question_of(other))], at=AT)


def test_refuses_the_public_at_an_inquiry(group, secretary):
    body = make_body()
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))
    with pytest.raises(NotPermitted, match="officially"):
        send(inquiry)


def test_takes_files_in_encrypted_and_cuts_their_words(call):
    file = look_into("نظر من.txt", WORDS.encode())
    given = submit(call=call, answers=[], files=[file], contributor=NAMED, at=AT)
    submission = taken_in(given).submission
    attachment = Attachment.objects.get(submission=submission)
    assert read_original(attachment.original) == WORDS.encode()
    assert "نظر من" not in attachment.original.name
    assert submission.passages.count() == 2
    assert Passage.objects.filter(answer__attachment=attachment).count() == 2


def test_enters_what_came_by_letter_unpublished(call, secretary):
    receipt = enter_submission(
        call=call,
        road=Submission.Road.LETTER,
        answers=[AnswerDraft(WORDS)],
        received_at=AT,
        body=make_body("انجمن کتابداران"),
        actor=secretary,
        at=AT + timedelta(days=1),
    )
    submission = receipt.submission
    assert submission.publication == Submission.Publication.WITHHELD
    assert submission.body is None
    sealed = unsealed(submission)
    assert sealed is not None
    assert sealed.contributor.organisation == "انجمن کتابداران"
    assert submission.received_at == AT


def test_only_the_secretariat_enters(call, group):
    with pytest.raises(NotPermitted):
        enter_submission(
            call=call,
            road=Submission.Road.LETTER,
            answers=[AnswerDraft(WORDS)],
            received_at=AT,
            actor=make_member(group),
            at=AT,
        )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"road": Submission.Road.FORM}, "by itself"),
        ({"received_at": AT + timedelta(days=2)}, "later than now"),
    ],
)
def test_refuses_to_enter(call, secretary, fields, why):
    given = {"road": Submission.Road.LETTER, "received_at": AT} | fields
    with pytest.raises(Refused, match=why):
        enter_submission(call=call, answers=[AnswerDraft(WORDS)], actor=secretary, at=AT, **given)


@pytest.fixture
def body():
    return make_body("سازمان آزمون")


@pytest.fixture
def inquiry(group, secretary, body):
    return make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))


def reply(inquiry, body, actor):
    return submit_official_reply(
        call=inquiry,
        body=body,
        answers=[AnswerDraft(WORDS, question=question_of(inquiry))],
        actor=actor,
        at=AT,
    ).submission


def test_takes_one_official_reply_a_body(inquiry, body, secretary):
    submission = reply(inquiry, body, secretary)
    assert submission.official
    assert submission.address.confidentiality == Confidentiality.BODIES
    assert list(submission.passages.first().address.bodies.all()) == [body]
    with pytest.raises(NotNow, match="replied on"):
        reply(inquiry, body, secretary)


def test_a_bodys_own_people_reply_for_it(inquiry, body, group):
    own = make_person()
    seat(own, make_group(), Role.PRINCIPAL, body=body)
    assert reply(inquiry, body, own).body == body


def test_others_do_not_reply_for_a_body(inquiry, body, group):
    with pytest.raises(NotPermitted, match="Only those who sit"):
        reply(inquiry, body, make_member(group))


def test_a_body_that_was_not_asked_does_not_reply(inquiry, secretary):
    with pytest.raises(NotPermitted, match="was not asked"):
        reply(inquiry, make_body(), secretary)


TYPED = {"free": ["نیمهٔ سخن"], "name": ["شیرین کتابدار"]}


def test_keeps_a_draft_that_its_secret_alone_reads(call):
    secret = save_draft(call=call, content=TYPED, at=AT)
    draft = draft_by_secret(secret)
    assert draft is not None
    assert read_draft(draft) == TYPED
    assert "شیرین" not in everything_stored()
    assert secret not in everything_stored()


def test_writes_over_a_draft(call):
    secret = save_draft(call=call, content=TYPED, at=AT)
    assert save_draft(call=call, content={"free": ["همهٔ سخن"]}, at=AT, secret=secret) == secret
    assert read_draft(Draft.objects.get()) == {"free": ["همهٔ سخن"]}


def test_refuses_a_draft_of_nobody(call):
    with pytest.raises(NotPermitted):
        save_draft(call=call, content=TYPED, at=AT, secret="0" * 26)


def test_refuses_a_draft_without_end(call):
    with pytest.raises(Refused, match="too long"):
        save_draft(call=call, content={"free": ["x" * 600_000]}, at=AT)


def test_forgets_a_draft_once_it_is_sent(call):
    secret = save_draft(call=call, content=TYPED, at=AT)
    key = draft_by_secret(secret).key
    send(call, draft=secret)
    key.refresh_from_db()
    assert not Draft.objects.exists()
    assert key.wrapped is None


def test_forgets_drafts_at_wish_and_in_time(call):
    discard_draft(draft=draft_by_secret(save_draft(call=call, content=TYPED, at=AT)), at=AT)
    save_draft(call=call, content=TYPED, at=AT)
    save_draft(call=call, content=TYPED, at=AT + timedelta(days=9))
    assert discard_stale_drafts(before=AT + timedelta(days=5), at=AT + timedelta(days=9)) == 1
    assert Draft.objects.count() == 1
