"""Every meeting opens with the follow-up of resolutions: what it lists, keeps and says."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.acts import (
    add_agenda_item,
    begin_meeting,
    convene_meeting,
    draft_minutes,
    invite_guest,
    note_follow_up,
    plan_meeting,
    remove_agenda_item,
)
from dabir.stages.decisions.follow_up import followed_on_paper, followed_under
from dabir.stages.decisions.models import Meeting
from dabir.stages.mandates.acts import ask_extension, decline_duty, form_committee, report_duty
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_member, make_person
from tests.stages.duties import LATER, TODAY, Desk

pytestmark = pytest.mark.django_db

LATE = TODAY - timedelta(days=3)


@pytest.fixture
def desk():
    return Desk()


def plan(desk, **fields) -> Meeting:
    fields = {"names": {"fa": "جلسهٔ نخست"}, "begins_at": AT, "group": desk.group} | fields
    return plan_meeting(actor=desk.secretary, at=AT, **fields)


def standing(meeting):
    return meeting.agenda.get(kind="follow_up")


def begin(desk, meeting):
    names = {"fa": "موضوع دیگر"}
    add_agenda_item(meeting=meeting, names=names, actor=desk.secretary, at=AT)
    convene_meeting(meeting=meeting, actor=desk.secretary, at=AT)
    return begin_meeting(meeting=meeting, actor=desk.secretary, at=AT)


def listed(item, reader):
    return [one.duty for one in followed_under(item, reader)]


def test_an_agenda_opens_with_the_follow_up_in_both_languages(desk):
    item = standing(plan(desk))
    assert (item.order, item.names["fa"]) == (1, "پیگیری مصوبات")
    assert item.names["en"] == "Follow-up of resolutions"
    assert not plan(desk, follow_up=False).agenda.exists()


def test_the_standing_item_alone_is_no_agenda(desk):
    with pytest.raises(NotNow):
        convene_meeting(meeting=plan(desk), actor=desk.secretary, at=AT)


def test_it_lists_what_is_late_reported_asked_for_or_carried_by_nobody(desk):
    late = desk.give(text="دیر", due_on=LATE, responsible=[desk.other_body])
    reported = desk.give(text="گزارش‌شده", responsible=[desk.body])
    report_duty(duty=reported, text="شد", actor=desk.carrier, at=AT)
    ask_extension(duty=desk.duty, until=LATER, reason="زمان", actor=desk.carrier, at=AT)
    declined = desk.give(text="ردشده", responsible=[desk.body])
    decline_duty(duty=declined, carrier=desk.body, reason="نه", actor=desk.carrier, at=AT)
    desk.give(text="آرام", due_on=LATER, responsible=[desk.body])
    desk.give(text="دائمی", responsible=[desk.body])
    rows = followed_under(standing(plan(desk)), desk.other)
    assert {row.duty for row in rows} == {late, reported, desk.duty, declined}
    assert [row.late for row in rows if row.duty == late] == [True]


def test_what_a_meeting_found_stays_when_the_duty_goes_on(desk):
    late = desk.give(text="دیر", due_on=LATE, responsible=[desk.body])
    meeting = begin(desk, plan(desk))
    Duty.objects.filter(pk=late.pk).update(state="done", percent=100, due_on=LATER)
    (row,) = followed_under(standing(meeting), desk.secretary)
    assert (row.state, row.percent, row.due_on, row.late) == ("assigned", 0, LATE, True)


def test_what_was_said_of_a_duty_stands_in_the_minutes(desk):
    late = desk.give(text="تهیهٔ نقشه", due_on=LATE, responsible=[desk.body])
    meeting = begin(desk, plan(desk))
    item = standing(meeting)
    note_follow_up(item=item, duty=late, said="تا هفتهٔ بعد", actor=desk.secretary, at=AT)
    note_follow_up(item=item, duty=desk.duty, said="روبه‌راه است", actor=desk.secretary, at=AT)
    text = draft_minutes(meeting=meeting, actor=desk.secretary, at=AT).text
    for words in ("۱. پیگیری مصوبات", "تهیهٔ نقشه", "تا هفتهٔ بعد", "روبه‌راه است"):
        assert words in text


def test_what_was_said_is_noted_by_the_secretariat_under_the_right_item(desk):
    meeting = begin(desk, plan(desk))
    item, other = meeting.agenda.all()
    with pytest.raises(NotPermitted):
        note_follow_up(item=item, duty=desk.duty, said="من", actor=desk.carrier, at=AT)
    with pytest.raises(Refused):
        note_follow_up(item=other, duty=desk.duty, said="آن‌جا", actor=desk.secretary, at=AT)
    elsewhere = Desk().duty
    with pytest.raises(Refused):
        note_follow_up(item=item, duty=elsewhere, said="جای دیگر", actor=desk.secretary, at=AT)


def test_nobody_learns_from_the_agenda_of_a_duty_they_may_not_see(desk):
    hidden = desk.give(text="پنهان", due_on=LATE, confidentiality=Confidentiality.SECRETARIAT)
    meeting = plan(desk)
    item = standing(meeting)
    assert listed(item, desk.secretary) == [hidden]
    assert listed(item, desk.other) == []
    assert listed(item, None) == []
    meeting = begin(desk, meeting)
    item = standing(meeting)
    assert listed(item, desk.other) == []
    assert "پنهان" not in draft_minutes(meeting=meeting, actor=desk.secretary, at=AT).text


def test_papers_of_a_meeting_of_the_secretariat_name_all(desk):
    hidden = desk.give(text="پنهان", due_on=LATE, confidentiality=Confidentiality.SECRETARIAT)
    meeting = plan(desk, confidentiality=Confidentiality.SECRETARIAT)
    assert [one.duty for one in followed_on_paper(standing(meeting))] == [hidden]


def test_a_committee_follows_up_what_it_was_given(desk):
    committee = form_committee(
        group=desk.group, code="legal", names={"fa": "حقوقی"}, actor=desk.secretary, at=AT
    )
    person = make_member(committee)
    given = desk.give(text="کمیته", due_on=LATE, responsible=[committee])
    desk.give(text="نهاد", due_on=LATE, responsible=[desk.body])
    assert listed(standing(plan(desk, group=committee)), person) == [given]


def test_an_item_leaves_the_agenda_until_the_meeting_begins(desk):
    meeting = plan(desk)
    names = {"fa": "موضوع"}
    second = add_agenda_item(meeting=meeting, names=names, actor=desk.secretary, at=AT)
    with pytest.raises(NotPermitted):
        remove_agenda_item(item=second, actor=desk.carrier, at=AT)
    remove_agenda_item(item=standing(meeting), actor=desk.secretary, at=AT)
    second.refresh_from_db()
    assert (second.order, meeting.agenda.count()) == (1, 1)
    other = begin(desk, plan(desk))
    with pytest.raises(NotNow):
        remove_agenda_item(item=other.agenda.last(), actor=desk.secretary, at=AT)


def test_the_item_of_an_invited_guest_is_not_taken_away_from_under_them(desk):
    meeting = plan(desk)
    item = add_agenda_item(meeting=meeting, names={"fa": "م"}, actor=desk.secretary, at=AT)
    invite_guest(meeting=meeting, person=make_person(), items=[item], actor=desk.secretary, at=AT)
    with pytest.raises(Refused):
        remove_agenda_item(item=item, actor=desk.secretary, at=AT)
