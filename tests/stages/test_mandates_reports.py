"""Reports: to whom they go, what they answer, how they are verified, sent back and sent on."""

from datetime import UTC, datetime

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Body
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.mandates.acts import (
    change_duty,
    forward_report,
    report_duty,
    return_report,
    take_over_mandate,
    verify_report,
)
from dabir.stages.mandates.models import Report
from tests.factories import AT, make_body
from tests.stages.duties import Desk
from tests.stages.readings import only, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def receiver(desk):
    body = make_body("کمیسیون عالی")
    change_duty(duty=desk.duty, reporting_to=body, actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    return body


def report(desk, **fields):
    fields = {"text": "انجام شد", "actor": desk.carrier} | fields
    return report_duty(duty=desk.duty, at=AT, **fields)


def test_a_report_goes_to_whom_the_mandate_says(desk, receiver):
    assert report(desk, percent=10).to == receiver
    other = make_body()
    assert report(desk, percent=20, to=other).to == other


def test_a_report_answers_the_clause_that_asked_for_it(desk):
    clause = {"path": "2", "kind": "clause", "number": "2", "level": 1, "text": "متن بند دوم"}
    duty = {"text": "گزارش دهد", "bodies": [str(desk.body)], "clause": "2"}
    reading = read(desk.group, desk.secretary)
    confirmed = only(reading, desk.secretary, ("clause", clause), ("duty", duty))
    mandate = take_over_mandate(reading=confirmed, names={"fa": "سند"}, actor=desk.secretary, at=AT)
    desk.duty = mandate.clauses.get().duties.get()
    made = report(desk)
    link = Link.objects.get(source=mandate.clauses.get().address, target=made.address)
    assert link.relation == Relation.ANSWERS


def test_a_partial_report_is_verified_without_ending_the_duty(desk):
    made = report(desk, percent=50)
    verified = verify_report(report=made, note="ادامه دهید", actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    assert (verified.state, desk.duty.state, desk.duty.percent) == ("verified", "in_progress", 50)


def test_a_later_report_takes_the_place_of_one_that_waits(desk):
    first = report(desk, percent=30)
    second = report(desk, percent=60)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "sent")
    with pytest.raises(NotNow):
        verify_report(report=first, actor=desk.secretary, at=AT)


def test_progress_falls_back_to_the_last_report_that_stands(desk):
    report(desk, percent=30)
    wrong = report(desk, percent=80)
    return_report(report=wrong, reason="مستند ندارد", actor=desk.secretary, at=AT)
    desk.duty.refresh_from_db()
    assert (desk.duty.state, desk.duty.percent) == ("in_progress", 30)


EVENTS = {
    "verify": lambda one, desk: verify_report(report=one, actor=desk.secretary, at=AT),
    "return": lambda one, desk: return_report(
        report=one, reason="کم است", actor=desk.secretary, at=AT
    ),
}


@pytest.mark.parametrize("state", [state.value for state in Report.State])
@pytest.mark.parametrize("event", list(EVENTS))
def test_follows_the_table_of_its_life(desk, state, event):
    made = report(desk, percent=50)
    Report.objects.filter(pk=made.pk).update(state=state)
    if Report.LIFE.allows(state, event):
        assert EVENTS[event](made, desk).state == Report.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            EVENTS[event](made, desk)


def test_the_other_side_is_told_by_links(desk):
    made = report(desk, text="متن محرمانهٔ گزارش")
    to_verify = Message.objects.get(person=desk.secretary)
    return_report(report=made, reason="جدول ندارد", actor=desk.secretary, at=AT)
    sent_back = Message.objects.get(person=desk.carrier)
    for mail in (to_verify, sent_back):
        assert f"/duties/{desk.duty.pk}/" in mail.text
        assert "محرمانه" not in mail.text + mail.subject
        assert "جدول" not in mail.text + mail.subject


def test_a_partial_report_disturbs_nobody(desk):
    report(desk, percent=40)
    assert not Message.objects.exists()


def test_refuses_more_files_than_a_report_carries(desk):
    with pytest.raises(Refused):
        report(desk, files=[(f"{number}.txt", b"x") for number in range(21)])
    assert not Report.objects.exists()


def test_a_verified_report_goes_on_by_a_letter_with_its_files(desk, receiver):
    made = report(desk, files=[("جدول.xlsx", b"cells"), ("شرح.txt", b"words")])
    with pytest.raises(NotNow):
        forward_report(report=made, actor=desk.secretary, at=AT)
    made = verify_report(report=made, actor=desk.secretary, at=AT)
    with pytest.raises(NotPermitted):
        forward_report(report=made, actor=desk.carrier, at=AT)
    letter = forward_report(report=made, actor=desk.secretary, at=AT)
    assert (letter.kind, letter.state) == ("outgoing", "draft")
    assert [one.body for one in letter.receivers.all()] == [receiver]
    enclosed = letter.enclosures.filter(place="enclosure")
    assert {one.item_id for one in enclosed} == {file.address_id for file in made.files.all()}
    assert Link.objects.filter(
        source=made.address, target=letter.address, relation=Relation.ISSUES
    ).exists()
    made.refresh_from_db()
    with pytest.raises(NotNow):
        forward_report(report=made, actor=desk.secretary, at=AT)


def test_the_letter_names_the_day_of_the_report_as_the_group_counts_it(desk, receiver):
    late = datetime(2026, 11, 21, 22, tzinfo=UTC)  # the 22nd in Tehran, 1 Azar 1405
    made = report(desk)
    Report.objects.filter(pk=made.pk).update(at=late)
    made = verify_report(report=made, actor=desk.secretary, at=AT)
    letter = forward_report(report=made, actor=desk.secretary, at=AT)
    assert "۱ آذر" in letter.text


def test_a_report_that_goes_to_nobody_is_not_sent_on(desk):
    made = verify_report(report=report(desk), actor=desk.secretary, at=AT)
    with pytest.raises(Refused):
        forward_report(report=made, actor=desk.secretary, at=AT)
    assert forward_report(
        report=made, to=Body.objects.first(), actor=desk.secretary, at=AT
    ).receivers.exists()
