"""Amendments, originals after copies, background documents, self-constituted groups."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Group, Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.kinds import named
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.mandates import queries
from dabir.stages.mandates.acts import (
    ask_for_original,
    constitute_group,
    receive_original,
    take_over_amendment,
    take_over_mandate,
)
from dabir.stages.mandates.acts.succession import Decided, DutyDecided
from dabir.stages.mandates.models import ClauseChange, Duty, Mandate, OpenPoint, Step
from dabir.stages.mandates.succession import compare, duty_pairings
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.stages.readings import only, read

pytestmark = pytest.mark.django_db

WORDS = {
    "1": "کارگروه آبیاری باغ‌ها تشکیل می‌شود.",
    "2": "وزارت کشت گزارش آب را تا پایان مهر به کارگروه ارائه کند.",
    "3": "سازمان بوستان‌ها برنامهٔ آبیاری را تهیه کند.",
}


def clauses(words):
    return [
        ("clause", {"path": path, "kind": "clause", "number": path, "level": 1, "text": text})
        for path, text in words.items()
    ]


def duty(path, text, **fields):
    empty = {"bodies": [], "supporting": [], "due": None, "due_text": "", "within": ""}
    return ("duty", {**empty, "text": text, "clause": path, **fields})


@pytest.fixture
def group():
    return make_group("کارگروه آبیاری باغ‌ها")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def confirm(group, secretary):
    def confirmed(*facts):
        return only(read(group, secretary), secretary, *facts)

    return confirmed


@pytest.fixture
def mandate(confirm, secretary):
    reading = confirm(
        ("title", "مصوبهٔ پنجم"),
        ("date", "2026-05-02"),
        *clauses(WORDS),
        duty("2", WORDS["2"], bodies=["وزارت کشت"], due="2026-10-22"),
        duty("3", WORDS["3"], bodies=["سازمان بوستان‌ها"]),
    )
    return take_over_mandate(reading=reading, actor=secretary, at=AT)


def decide_as_proposed(mandate, reading):
    found = compare(mandate, reading)
    decided = [
        Decided(each.old, each.new["path"] if each.new else None, each.outcome, each.text)
        for each in found.pairs
    ]
    duties = list(Duty.objects.filter(clause__mandate=mandate))
    pairings, new = duty_pairings(duties, found, reading)
    return found, decided, pairings, new


def amend(mandate, reading, actor, decided, fates, **fields):
    return take_over_amendment(
        reading=reading, amends=mandate, clauses=decided, duties=fates, actor=actor, at=AT, **fields
    )


def test_an_amended_whole_text_keeps_changes_and_ends_duties(confirm, secretary, mandate):
    new = {
        "1": WORDS["1"],
        "2": WORDS["2"].replace("مهر", "آبان"),
        "3": "دبیر هر ماه خبرنامه می‌فرستد و آن را بایگانی می‌کند.",
    }
    reading = confirm(
        ("title", "مصوبهٔ اصلاحی"),
        ("date", "2026-08-01"),
        *clauses(new),
        duty("2", new["2"], bodies=["وزارت کشت"], due="2026-11-21"),
        duty("3", new["3"], bodies=["دبیرخانه"]),
    )
    found, decided, pairings, added = decide_as_proposed(mandate, reading)
    assert found.whole
    assert [each.fate for each in pairings] == ["change", "end"]
    report, plan = (each.duty for each in pairings)
    amendment = amend(
        mandate,
        reading,
        secretary,
        decided,
        [
            DutyDecided(report, "change", changes={"text": new["2"], "due_on": date(2026, 11, 21)}),
            DutyDecided(plan, "end", reason="دیگر لازم نیست."),
        ],
        new_duties=[proposal.pk for proposal in added],
    )
    assert (amendment.part, amendment.concerns) == (Mandate.Part.AMENDMENT, mandate)
    report.refresh_from_db()
    plan.refresh_from_db()
    assert (report.due_on, report.clause.mandate) == (date(2026, 11, 21), amendment)
    assert plan.state == Duty.State.ENDED
    (given,) = Duty.objects.filter(clause__mandate=amendment).exclude(pk=report.pk)
    assert given.text == new["3"]
    old = mandate.clauses.get(path="2")
    assert Link.objects.filter(
        source=old.address, target=report.clause.address, relation=Relation.AMENDS
    ).exists()
    assert [change.outcome for change in old.amended_by.all()] == ["changed"]
    assert Entry.objects.order_by("-pk").first().act == "mandates.take_over_amendment"


def test_an_amending_text_changes_the_clauses_that_it_names(confirm, secretary, mandate):
    reading = confirm(
        ("title", "اصلاح مصوبه"),
        *clauses(
            {
                "1": "در بند ۲ عبارت «پایان مهر» به عبارت «پایان آبان» تغییر می‌یابد.",
                "2": "بند ۳ حذف می‌شود.",
            }
        ),
    )
    found, decided, pairings, _new = decide_as_proposed(mandate, reading)
    assert not found.whole
    assert [(each.old.path, each.outcome) for each in found.pairs] == [
        ("2", "changed"),
        ("3", "removed"),
    ]
    assert found.pairs[0].after == WORDS["2"].replace("مهر", "آبان")
    assert [each.fate for each in pairings] == ["change", "end"]
    fates = [
        DutyDecided(pairings[0].duty, "keep"),
        DutyDecided(pairings[1].duty, "end", reason="بند حذف شد."),
    ]
    amendment = amend(mandate, reading, secretary, decided, fates, whole=False)
    assert mandate.clauses.get(path="2").amended_by.get().text == found.pairs[0].after
    assert not mandate.clauses.get(path="1").amended_by.exists()
    assert amendment.clause_changes.count() == 2


def test_two_orders_about_one_clause_follow_each_other(confirm, secretary, mandate):
    order = "در بند ۲ عبارت «{}» به عبارت «{}» تغییر می‌یابد."
    reading = confirm(
        *clauses({"1": order.format("مهر", "آبان"), "2": order.format("گزارش آب", "برنامهٔ آب")})
    )
    after = compare(mandate, reading).pairs[-1].after
    assert after == WORDS["2"].replace("مهر", "آبان").replace("گزارش آب", "برنامهٔ آب")


def test_nothing_happens_while_something_is_undecided(confirm, secretary, mandate):
    reading = confirm(*clauses(WORDS))
    _found, decided, pairings, _new = decide_as_proposed(mandate, reading)
    fates = [DutyDecided(each.duty, "keep") for each in pairings]
    for some, more in ((decided[1:], fates), (decided, fates[1:])):
        with pytest.raises(Refused):
            amend(mandate, reading, secretary, some, more)
    with pytest.raises(Refused):
        amend(
            mandate, reading, secretary, decided, [DutyDecided(pairings[0].duty, "end"), fates[1]]
        )
    with pytest.raises(NotPermitted):
        amend(mandate, reading, make_member(mandate.group), decided, fates)
    assert Mandate.objects.count() == 1
    assert not ClauseChange.objects.exists()


def test_an_unchanged_text_keeps_every_duty_on_its_new_clause(confirm, secretary, mandate):
    reading = confirm(("title", "دوباره"), *clauses(WORDS))
    _found, decided, pairings, _new = decide_as_proposed(mandate, reading)
    assert {each.fate for each in pairings} == {"keep"}
    amendment = amend(
        mandate, reading, secretary, decided, [DutyDecided(one.duty, "keep") for one in pairings]
    )
    assert set(Duty.objects.values_list("clause__mandate", flat=True)) == {amendment.pk}
    assert set(Duty.objects.values_list("state", flat=True)) == {"assigned"}


def test_the_steps_of_a_duty_do_not_name_the_amendment(confirm, secretary, mandate):
    reading = confirm(("title", "اصلاحیهٔ محرمانه"), *clauses(WORDS))
    _found, decided, pairings, _new = decide_as_proposed(mandate, reading)
    kept, changed = (each.duty for each in pairings)
    carriers = (["وزارت کشت"], [])
    fates = [
        DutyDecided(kept, "keep"),
        DutyDecided(changed, "change", changes={"text": "x"}, carriers=carriers),
    ]
    amend(mandate, reading, secretary, decided, fates, confidentiality="secretariat")
    assert Step.objects.filter(event__in=["change", "give"]).count() == 3
    assert not Step.objects.filter(why__contains="محرمانه").exists()


@pytest.fixture
def press(confirm, secretary):
    reading = confirm(("title", "مصوبهٔ پنجم"), *clauses(WORDS))
    return take_over_mandate(reading=reading, standing="press", actor=secretary, at=AT)


@override("en")
def test_the_original_takes_the_place_of_a_press_copy(confirm, secretary, press):
    point = ask_for_original(mandate=press, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        ask_for_original(mandate=press, actor=secretary, at=AT)
    before = press.original
    right = WORDS["2"].replace("مهر", "آبان")
    reading = confirm(*clauses({**WORDS, "2": right, "4": "پیوست: فهرست باغ‌ها"}))
    second = press.clauses.get(path="2")
    mandate = receive_original(
        mandate=press,
        reading=reading,
        standing="original",
        corrections={second.pk: right},
        added=["4"],
        actor=secretary,
        at=AT,
    )
    assert mandate.standing == Mandate.Standing.ORIGINAL
    assert mandate.original == reading.original
    assert mandate.earlier_copies.get().original == before
    second.refresh_from_db()
    assert second.text == right
    assert mandate.clauses.get(path="4").order == 3
    point.refresh_from_db()
    assert point.state == OpenPoint.State.SETTLED
    assert point.answer == "اصل سند رسید."
    assert Entry.objects.order_by("-pk").first().act == "mandates.receive_original"


def test_only_a_better_copy_takes_the_place_of_one(confirm, secretary, press):
    reading = confirm(*clauses(WORDS))
    for fields in (
        {"standing": "press"},
        {"standing": "original", "corrections": {0: "x"}},
        {"standing": "original", "corrections": {press.clauses.first().pk: " "}},
    ):
        with pytest.raises(Refused):
            receive_original(mandate=press, reading=reading, actor=secretary, at=AT, **fields)
    other = make_group()
    actor = make_secretary(other)
    with pytest.raises(Refused):
        receive_original(
            mandate=press, reading=read(other, actor), standing="original", actor=actor, at=AT
        )
    assert not press.earlier_copies.exists()


def test_a_background_document_founds_nothing(confirm, secretary, group):
    reading = confirm(
        ("title", "مصوبهٔ پیشین"),
        ("date", "2019-03-02"),
        ("member", "نهاد الف"),
        ("responsible_body", "نهاد ب"),
        *clauses(WORDS),
        duty("2", WORDS["2"]),
        duty("3", WORDS["3"]),
    )
    wanted = reading.proposals.filter(kind="duty").first()
    mandate = take_over_mandate(
        reading=reading, part="background", duties=[wanted.pk], actor=secretary, at=AT
    )
    group.refresh_from_db()
    assert (group.formed_on, group.responsible_body) == (None, None)
    assert not any(seat.body for seat in queries.members(group))
    assert [each.text for each in Duty.objects.all()] == [WORDS["2"]]
    assert mandate.clauses.count() == 3


def test_a_background_document_gives_no_duty_unasked(confirm, secretary):
    take_over_mandate(
        reading=confirm(*clauses(WORDS), duty("2", WORDS["2"])),
        part="background",
        actor=secretary,
        at=AT,
    )
    assert not Duty.objects.exists()


def test_an_annex_says_to_what_it_belongs(confirm, secretary, mandate):
    reading = confirm(*clauses({"پیوست 2": "فهرست باغ‌ها"}))
    with pytest.raises(Refused):
        take_over_mandate(reading=reading, part="annex", actor=secretary, at=AT)
    annex = take_over_mandate(
        reading=reading, part="annex", concerns=mandate, actor=secretary, at=AT
    )
    assert list(mandate.later_documents.all()) == [annex]


TEXT = "اساسنامهٔ شورای باغبانان\nماده ۱- نام: شورای باغبانان.\nماده ۲- دبیر گزارش دهد.\n"


def constitute(actor, **fields):
    given = {
        "code": "gardeners",
        "names": {"fa": "شورای باغبانان"},
        "founded_on": date(2026, 11, 1),
        "founders": [make_body("انجمن الف"), make_body("انجمن ب")],
        "secretary": actor,
        "text": TEXT,
        "at": AT,
    }
    return constitute_group(actor=actor, **{**given, **fields})


def test_a_group_constitutes_itself_with_its_founders_seated():
    administrator = make_person(is_administrator=True)
    reading = constitute(administrator)
    group = Group.objects.get(code="gardeners")
    assert (group.formed_on, group.higher_body) == (date(2026, 11, 1), None)
    assert group.seats.count() == 2
    assert group.memberships.filter(role=Role.SECRETARY).get().person == administrator
    reading.proposals.update(state="accepted")
    mandate = take_over_mandate(reading=reading, part="constitution", actor=administrator, at=AT)
    assert mandate.issuer is None
    assert mandate.clauses.exists()


def test_an_administrator_lets_others_constitute_a_group():
    secretary = make_person()
    reading = constitute(make_person(is_administrator=True), secretary=secretary)
    assert reading.address.group.memberships.get(person=secretary).role == Role.SECRETARY


def test_others_constitute_groups_only_where_the_installation_says_so(settings):
    person = make_person()
    with pytest.raises(NotPermitted):
        constitute(person)
    settings.ANYBODY_CONSTITUTES = True
    with pytest.raises(NotPermitted):
        constitute(person, secretary=make_person())
    assert constitute(person).address.group.code == "gardeners"


def test_the_day_of_the_founding_meeting_is_the_groups_own_day():
    night = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)  # the 22nd already in Tehran
    constitute(make_person(is_administrator=True), founded_on=date(2026, 11, 22), at=night)
    assert Group.objects.get(code="gardeners").formed_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    "fields",
    [
        {"founders": []},
        {"text": ""},
        {"file": ("a.txt", b"x")},
        {"founded_on": date(2027, 1, 1)},
        {"code": "Not Good"},
    ],
)
def test_refuses_to_constitute_a_group_of_nothing(fields):
    with pytest.raises(Refused):
        constitute(make_person(is_administrator=True), **fields)
    assert not Group.objects.exists()


def test_a_trace_says_that_only_the_press_quotes_a_clause(press, secretary):
    clause = press.clauses.first()
    found = named([clause.address_id, press.address_id], secretary)
    assert all("نقل" in one.name for one in found.values())
    press.standing = Mandate.Standing.ORIGINAL
    press.save()
    found = named([clause.address_id, press.address_id], secretary)
    assert not any("نقل" in one.name for one in found.values())
