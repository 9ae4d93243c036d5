"""Letters are drafted, numbered without gaps, sent and filed; items are referred and answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.letters.acts import (
    Scan,
    change_letter,
    draft_letter,
    file_letter,
    finish_referral,
    read_referral,
    recall_referral,
    refer,
    register_letter,
    return_referral,
    send_letter,
    shape_numbers,
)
from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.letters.numbering import next_number
from dabir.foundation.letters.queries import (
    letters_of,
    open_referrals,
    referral_tree,
    referrals_visible_to,
    visible_to,
)
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Link, Relation
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

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
def member(group):
    return make_member(group)


def draft(group, actor, kind="outgoing", **details):
    if kind == "incoming":
        details.setdefault("sender", make_body())
    else:
        details.setdefault("signatory", actor)
        details.setdefault("receivers", [make_body()])
    details.setdefault("subject", "دعوت به جلسه")
    return draft_letter(group=group, kind=kind, actor=actor, at=AT, **details)


def last_act():
    return Entry.objects.order_by("pk").last().act


# --- Numbers ------------------------------------------------------------------------------------


def test_numbers_run_without_gaps_in_each_series(group, secretary):
    numbers = [
        register_letter(letter=draft(group, secretary, kind), actor=secretary, at=AT).number
        for kind in ("outgoing", "incoming", "outgoing", "internal")
    ]
    assert numbers == ["1405/ص/1", "1405/و/1", "1405/ص/2", "1405/د/1"]


def test_a_number_of_an_act_that_failed_is_not_used_up(group, secretary):
    @transaction.atomic
    def fails():
        next_number(group=group, name="outgoing", at=AT)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    letter = register_letter(letter=draft(group, secretary), actor=secretary, at=AT)
    assert letter.number.endswith("/1")


def test_the_year_turns_with_nowruz_where_the_group_is(group):
    zone = ZoneInfo("Asia/Tehran")
    eve = datetime(2027, 3, 20, 23, 59, tzinfo=zone)
    numbers = [
        next_number(group=group, name="outgoing", at=at) for at in (eve, eve + timedelta(minutes=1))
    ]
    assert numbers == ["1405/ص/1", "1406/ص/1"]


def test_a_new_year_keeps_the_pattern(group, secretary):
    shape_numbers(
        group=group, name="outgoing", pattern="{year}/د/{number:03}", actor=secretary, at=AT
    )
    numbers = [
        next_number(group=group, name="outgoing", at=at) for at in (AT, AT + timedelta(days=366))
    ]
    assert numbers == ["1405/د/001", "1406/د/001"]


@pytest.mark.parametrize("pattern", ["", "{year}", "{number", "{name}/{number}", "{number:.1}"])
def test_refuses_a_pattern_that_would_not_tell_letters_apart(group, secretary, pattern):
    with pytest.raises(Refused):
        shape_numbers(group=group, name="outgoing", pattern=pattern, actor=secretary, at=AT)


@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_outside_an_act():
    with pytest.raises(TransactionManagementError):
        next_number(group=make_group(), name="outgoing", at=AT)


# --- Letters ------------------------------------------------------------------------------------


def test_a_draft_is_seen_by_the_secretariat_only(group, secretary, member):
    letter = draft(group, secretary)
    assert letter.state == Letter.State.DRAFT
    assert letter in visible_to(secretary)
    for other in (member, make_secretary(make_group()), None):
        assert letter not in visible_to(other)
    assert last_act() == "letters.draft_letter"


def test_only_the_secretariat_writes(group, member):
    with pytest.raises(NotPermitted):
        draft(group, member)


def test_refuses_a_letter_without_subject(group, secretary):
    with pytest.raises(Refused, match="subject"):
        draft(group, secretary, subject="  ")


def test_refuses_an_incoming_letter_from_nobody(group, secretary):
    with pytest.raises(Refused, match="which body"):
        draft(group, secretary, "incoming", sender=None)


def test_refuses_to_make_a_classified_letter_public(group, secretary):
    with pytest.raises(Refused, match="classified"):
        draft(group, secretary, classification="restricted", confidentiality="public")


def test_refuses_to_cite_a_letter_of_another_group(group, secretary):
    elsewhere = make_group()
    other = draft(elsewhere, make_secretary(elsewhere))
    with pytest.raises(Refused, match="own group"):
        draft(group, secretary, replies_to=other)


def test_refuses_to_enclose_what_the_writer_may_not_see(group, secretary):
    elsewhere = make_group()
    hidden = draft(elsewhere, make_secretary(elsewhere))
    with pytest.raises(NotPermitted):
        draft(group, secretary, enclosures=[hidden])


def test_a_reply_is_linked_to_what_it_replies_to(group, secretary):
    asked = draft(group, secretary)
    reply = draft(group, secretary, "incoming", replies_to=asked)
    link = Link.objects.get(relation=Relation.REPLIES)
    assert (link.source_id, link.target_id) == (asked.address_id, reply.address_id)


def test_keeps_the_scan_as_it_came(group, secretary, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    letter = draft(group, secretary, "incoming", scan=Scan("نامه.pdf", b"%PDF-1.7"))
    assert letter.scan.name == "نامه.pdf"
    assert letter.scan.address.confidentiality == letter.address.confidentiality


def test_a_draft_changes_and_what_is_left_out_stays(group, secretary):
    letter = draft(group, secretary, text="متن")
    changed = change_letter(
        letter=letter,
        subject="موضوع دیگر",
        confidentiality="group",
        copies=[(make_body(), "برای آگاهی")],
        actor=secretary,
        at=AT,
    )
    assert (changed.subject, changed.text) == ("موضوع دیگر", "متن")
    assert changed.address.confidentiality == "group"
    assert changed.receivers.filter(copy=False).count() == 1
    assert changed.receivers.get(copy=True).note == "برای آگاهی"


def test_a_numbered_letter_no_longer_changes(group, secretary):
    letter = register_letter(letter=draft(group, secretary), actor=secretary, at=AT)
    with pytest.raises(NotNow):
        change_letter(letter=letter, subject="دیگر", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        register_letter(letter=letter, actor=secretary, at=AT)


def test_sending_numbers_dates_and_tells(group, secretary):
    known, silent = make_body(email="office@example.org"), make_body()
    letter = draft(group, secretary, receivers=[known, silent])
    sent = send_letter(letter=letter, actor=secretary, at=AT)
    assert (sent.state, sent.number, sent.dated_on) == ("sent", "1405/ص/1", date(2026, 11, 21))
    message = Message.objects.get()
    assert message.to == "office@example.org"
    assert "دعوت" not in message.subject + message.text
    assert last_act() == "letters.send_letter"


def test_refuses_to_send_what_is_incoming_unsigned_or_to_nobody(group, secretary):
    for letter, reason in (
        (draft(group, secretary, "incoming"), "registered, not sent"),
        (draft(group, secretary, signatory=None), "signatory"),
        (draft(group, secretary, receivers=[]), "receiver"),
    ):
        with pytest.raises(Refused, match=reason):
            send_letter(letter=letter, actor=secretary, at=AT)


def test_files_what_is_registered_and_no_draft(group, secretary):
    letter = draft(group, secretary)
    with pytest.raises(NotNow):
        file_letter(letter=letter, actor=secretary, at=AT)
    register_letter(letter=letter, actor=secretary, at=AT)
    assert file_letter(letter=letter, actor=secretary, at=AT).state == "filed"


def test_members_neither_register_nor_send(group, secretary, member):
    letter = draft(group, secretary, confidentiality="group")
    for act in (register_letter, send_letter, file_letter):
        with pytest.raises(NotPermitted):
            act(letter=letter, actor=member, at=AT)


def test_finds_letters_in_any_spelling(group, secretary):
    letter = draft(group, secretary, subject="گزارش داده‌های شهری", their_number="ف/۳۱۱۴")
    draft(group, secretary)
    for words in ("داده هاي شهري", "گزارش شهری", "3114", "۳۱۱۴"):
        assert list(letters_of(group, secretary, words=words)) == [letter]
    assert not letters_of(group, secretary, words="کشاورزی")
    assert not letters_of(group, secretary, kind="incoming")


# --- Referrals ----------------------------------------------------------------------------------


@pytest.fixture
def letter(group, secretary):
    return draft(group, secretary, confidentiality="group")


def test_a_referral_waits_in_the_tray_and_is_told(letter, secretary, member):
    referral = refer(item=letter, to=member, instruction="بررسی شود", actor=secretary, at=AT)
    assert list(open_referrals(member)) == [referral]
    message = Message.objects.get(person=member)
    assert "دعوت" not in message.subject + message.text
    assert last_act() == "letters.refer"


def test_refuses_to_refer_to_somebody_who_may_not_see_it(group, secretary, member):
    hidden = draft(group, secretary)
    with pytest.raises(Refused, match="may not see"):
        refer(item=hidden, to=member, actor=secretary, at=AT)
    refer(item=hidden, to=member, show=True, actor=secretary, at=AT)
    assert hidden in visible_to(member)


def test_only_the_secretariat_shows_with_a_referral(group, secretary, member):
    hidden = draft(group, secretary)
    refer(item=hidden, to=member, show=True, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        refer(item=hidden, to=make_member(group), show=True, actor=member, at=AT)


def test_nobody_refers_what_they_do_not_see(group, secretary, member):
    with pytest.raises(NotPermitted):
        refer(item=draft(group, secretary), to=secretary, actor=member, at=AT)


def test_guests_refer_nothing(letter, group, member):
    guest = make_person()
    seat(guest, group, Role.GUEST)
    with pytest.raises(NotPermitted):
        refer(item=letter, to=member, actor=guest, at=AT)


def test_refuses_a_day_that_has_passed_and_a_referral_to_oneself(letter, secretary, member):
    with pytest.raises(Refused, match="passed"):
        refer(item=letter, to=member, due_on=date(2026, 11, 20), actor=secretary, at=AT)
    with pytest.raises(Refused, match="somebody else"):
        refer(item=letter, to=secretary, actor=secretary, at=AT)


def test_one_person_is_accountable_at_a_time(letter, group, secretary, member):
    first = refer(item=letter, to=member, actor=secretary, at=AT)
    other = make_member(group)
    with pytest.raises(Refused, match="accountable"):
        refer(item=letter, to=other, actor=secretary, at=AT)
    refer(item=letter, to=other, purpose="help", actor=secretary, at=AT)
    finish_referral(referral=first, outcome="شد", actor=member, at=AT)
    refer(item=letter, to=other, actor=secretary, at=AT)


def test_handing_on_makes_a_tree(letter, group, secretary, member):
    first = refer(item=letter, to=member, actor=secretary, at=AT)
    other = make_member(group)
    second = refer(item=letter, to=other, parent=first, actor=member, at=AT)
    [branch] = referral_tree(letter.address, secretary)
    assert branch.referral == first
    assert [onward.referral for onward in branch.onward] == [second]
    assert Referral.objects.get(pk=first.pk).state == "read"


def test_only_the_same_item_is_handed_on_and_only_by_its_receiver(letter, group, secretary, member):
    first = refer(item=letter, to=member, actor=secretary, at=AT)
    other = make_member(group)
    with pytest.raises(NotPermitted):
        refer(item=letter, to=other, parent=first, actor=other and secretary, at=AT)
    elsewhere = draft(group, secretary, confidentiality="group")
    with pytest.raises(Refused, match="same item"):
        refer(item=elsewhere, to=other, parent=first, actor=member, at=AT)


ENDINGS = {
    "read": lambda one, actor: read_referral(referral=one, actor=actor, at=AT),
    "finish": lambda one, actor: finish_referral(referral=one, outcome="شد", actor=actor, at=AT),
    "return": lambda one, actor: return_referral(referral=one, reason="نه", actor=actor, at=AT),
    "recall": lambda one, actor: recall_referral(referral=one, actor=actor, at=AT),
}


@pytest.mark.parametrize("event", ENDINGS)
@pytest.mark.parametrize("state", Referral.State.values)
def test_every_pair_of_state_and_event(letter, secretary, member, event, state):
    referral = refer(item=letter, to=member, actor=secretary, at=AT)
    Referral.objects.filter(pk=referral.pk).update(state=state)
    actor = secretary if event == "recall" else member
    if Referral.LIFE.allows(state, event):
        ended = ENDINGS[event](referral, actor)
        assert ended.state == Referral.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            ENDINGS[event](referral, actor)


@pytest.mark.parametrize("event", ["read", "finish", "return"])
def test_only_its_receiver_answers_a_referral(letter, secretary, member, event):
    referral = refer(item=letter, to=member, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        ENDINGS[event](referral, secretary)


def test_a_referral_ends_with_words(letter, secretary, member):
    referral = refer(item=letter, to=member, actor=secretary, at=AT)
    with pytest.raises(Refused):
        finish_referral(referral=referral, outcome=" ", actor=member, at=AT)
    with pytest.raises(Refused):
        return_referral(referral=referral, reason="", actor=member, at=AT)
    finish_referral(referral=referral, outcome="انجام شد", actor=member, at=AT)
    assert not open_referrals(member)
    assert Message.objects.filter(person=secretary).count() == 1


def test_instructions_are_for_those_concerned(letter, group, secretary, member):
    other = make_member(group)
    referral = refer(item=letter, to=member, actor=secretary, at=AT)
    assert referral in referrals_visible_to(member)
    assert referral in referrals_visible_to(secretary)
    assert referral not in referrals_visible_to(other)
    assert not referrals_visible_to(None)
    assert referral_tree(letter.address, other) == []
    with pytest.raises(NotPermitted):
        recall_referral(referral=referral, actor=other, at=AT)
