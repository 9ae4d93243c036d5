"""Whom a submission names is asked whether it is theirs, at an address that is known elsewhere."""

from __future__ import annotations

import re
from functools import partial

import pytest
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.stages.submissions.acts import (
    answer_whether_theirs,
    ask_some_whether_theirs,
    ask_whether_theirs,
    decline_submission,
    erase_submission,
    publish_submission,
    redact,
    withdraw_submission,
)
from dabir.stages.submissions.acts.vouching import draw_to_ask
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Confirmation
from dabir.stages.submissions.queries import confirmation_by_secret
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.sent import NAMED, make_open_call, send_accepted

pytestmark = pytest.mark.django_db
GUILD = Contributor(
    name="کسی", organisation="انجمن گلکاران", email="somebody@mail.example", language="fa"
)


@pytest.fixture
def group():
    return make_group(language="fa")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def submission(call, secretary):
    return send_accepted(call, secretary, contributor=GUILD, sector="guild", publication="named")


def secret_in(mail: Message) -> str:
    found = re.search(r"([0-9a-z]{26})/", mail.text)
    assert found is not None
    return found[1]


def asked(submission, secretary, to="office@guild.example"):
    confirmation = ask_whether_theirs(submission=submission, to=to, actor=secretary, at=AT)
    return confirmation, secret_in(Message.objects.get(to=to))


def test_whom_it_names_is_asked_elsewhere_and_the_sender_reads_of_it(submission, secretary):
    confirmation, secret = asked(submission, secretary)
    assert confirmation_by_secret(secret) == confirmation
    assert submission.openings.get().by == secretary
    assert "گلکاران" not in Message.objects.get(to="office@guild.example").text


@pytest.mark.parametrize("to", ["", "no address", "Somebody@Mail.example", "a@b\nBcc: c@d.e"])
def test_an_address_that_came_with_it_will_not_do(submission, secretary, to):
    with pytest.raises(Refused):
        ask_whether_theirs(submission=submission, to=to, actor=secretary, at=AT)
    assert not Confirmation.objects.exists()


def test_a_person_is_asked_at_their_own_address(call, secretary):
    person = send_accepted(call, secretary, contributor=NAMED)
    before = Message.objects.filter(to=NAMED.email).count()
    confirmation = ask_whether_theirs(submission=person, actor=secretary, at=AT)
    assert Message.objects.filter(to=NAMED.email).count() == before + 1
    assert confirmation.to == "", "the address is sealed, and is not kept beside the seal"
    nameless = send_accepted(call, secretary, contributor=Contributor())
    with pytest.raises(NotNow):
        ask_whether_theirs(submission=nameless, actor=secretary, at=AT)


def test_what_is_not_theirs_comes_off_at_once_and_stays_off(submission, secretary):
    publish_submission(submission=submission, actor=secretary, at=AT)
    confirmation, secret = asked(submission, secretary)
    before = Message.objects.filter(to=GUILD.email).count()
    answer_whether_theirs(
        confirmation=confirmation, secret=secret, theirs=False, note="ما نبودیم", at=AT
    )
    submission.refresh_from_db()
    assert submission.published_at is None
    assert submission.public_name == ""
    assert submission.address.confidentiality == "secretariat"
    assert Message.objects.filter(to=GUILD.email).count() == before + 1
    with pytest.raises(NotNow):
        publish_submission(submission=submission, actor=secretary, at=AT)


def test_what_is_theirs_stays_as_it_is(submission, secretary):
    publish_submission(submission=submission, actor=secretary, at=AT)
    confirmation, secret = asked(submission, secretary)
    answer_whether_theirs(confirmation=confirmation, secret=secret, theirs=True, at=AT)
    submission.refresh_from_db()
    assert submission.published_at == AT


def test_it_is_answered_once_and_by_the_secret(submission, secretary):
    confirmation, secret = asked(submission, secretary)
    with pytest.raises(NotPermitted):
        answer_whether_theirs(confirmation=confirmation, secret="0" * 26, theirs=False, at=AT)
    answer_whether_theirs(confirmation=confirmation, secret=secret, theirs=True, at=AT)
    with pytest.raises(NotNow):
        answer_whether_theirs(confirmation=confirmation, secret=secret, theirs=False, at=AT)


def test_it_is_asked_once_at_a_time_and_by_the_secretariat(submission, secretary, group):
    with pytest.raises(NotPermitted):
        ask_whether_theirs(submission=submission, to="a@b.example", actor=make_member(group), at=AT)
    asked(submission, secretary)
    with pytest.raises(NotNow):
        ask_whether_theirs(submission=submission, to="a@b.example", actor=secretary, at=AT)


def test_a_sample_is_drawn_of_the_registered_and_can_be_drawn_again(call, secretary):
    for number in range(6):
        make_body(f"انجمن {number}", email=f"office{number}@guild.example")
        sender = Contributor(organisation=f"انجمن {number}", email=f"x{number}@mail.example")
        send_accepted(call, secretary, contributor=sender, sector="guild")
    unknown = Contributor(organisation="نام‌آشنا نیست", email="y@mail.example")
    send_accepted(call, secretary, contributor=unknown, sector="guild")
    first, again = (draw_to_ask(call=call, actor=secretary, seed="1405", most=3) for _ in "ab")
    assert first == again
    fields = {"call": call, "seed": "1405", "actor": secretary, "at": AT}
    ask_whether_theirs(submission=first[0][0], to="one@guild.example", actor=secretary, at=AT)
    asked_now = ask_some_whether_theirs(drawn=first, **fields)
    assert [one.submission for one in asked_now] == [one for one, _address in first[1:]]
    with pytest.raises(Refused):
        ask_some_whether_theirs(drawn=first, **fields)
    rest = draw_to_ask(call=call, actor=secretary, seed="1405", most=50)
    assert len(ask_some_whether_theirs(drawn=rest, **fields)) == len({to for _one, to in rest}) == 3
    with pytest.raises(Refused):
        draw_to_ask(call=call, actor=secretary, seed="1405")
    with pytest.raises(NotPermitted):
        draw_to_ask(call=call, actor=make_member(call.group), seed="1405")


def test_erasing_forgets_who_was_asked_and_what_they_wrote(submission, secretary):
    confirmation, secret = asked(submission, secretary)
    answer_whether_theirs(
        confirmation=confirmation, secret=secret, theirs=True, note="منم، کسی", at=AT
    )
    second, _secret = asked(submission, secretary, to="other@guild.example")
    erase_submission(submission=submission, actor=secretary, at=AT)
    for one in (confirmation, second):
        one.refresh_from_db()
        assert (one.to, one.note) == ("", "")
    assert (confirmation.answer, second.answer) == ("ours", "ended")


@pytest.mark.parametrize("how", ["erased", "withdrawn", "declined"])
def test_what_stands_no_more_is_asked_and_shown_no_more(client, submission, secretary, how):
    confirmation, secret = asked(submission, secretary)
    url = reverse("vouch", args=[secret])
    assert "دوربین" in client.get(url).content.decode()
    act = {
        "erased": erase_submission,
        "withdrawn": withdraw_submission,
        "declined": partial(decline_submission, reason="نه"),
    }[how]
    act(submission=submission, actor=secretary, at=AT)
    page = client.get(url).content.decode()
    assert "دوربین" not in page
    assert GUILD.organisation not in page
    with pytest.raises(NotNow):
        answer_whether_theirs(confirmation=confirmation, secret=secret, theirs=True, at=AT)
    confirmation.refresh_from_db()
    assert confirmation.answer == "ended"


def test_who_is_asked_reads_nothing_that_is_left_out(client, submission, secretary):
    _confirmation, secret = asked(submission, secretary)
    passage = submission.passages.first()
    left_out = passage.text[:8]
    redact(passage=passage, start=0, end=8, ground="personal", actor=secretary, at=AT)
    page = client.get(reverse("vouch", args=[secret])).content.decode()
    assert left_out not in page
    assert passage.text[9:30] in page
