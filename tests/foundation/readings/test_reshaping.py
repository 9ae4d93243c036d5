"""What was read is given another shape by a person: moved, merged, split, added."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.proposals.acts import (
    accept_proposal,
    accept_proposals,
    add_proposal,
    correct_proposal,
    decline_proposal,
    decline_proposals,
    merge_proposals,
    move_span,
    reopen_proposal,
    set_reading_aside,
    split_proposal,
)
from dabir.foundation.proposals.models import Proposal
from dabir.foundation.proposals.queries import agreed
from dabir.foundation.record.models import Entry
from tests.factories import AT, make_member
from tests.foundation.readings.marked import clause, fresh, member, span, words_of
from tests.stages.readings import RESOLUTION, propose, read

pytestmark = pytest.mark.django_db


# -- moving -------------------------------------------------------------------------------------


def test_a_moved_date_is_the_day_that_the_words_name(reading, secretary):
    day = reading.proposals.get(kind="date")
    start, end = span("۱۵ مهر ۱۴۰۵")
    moved = move_span(proposal=day, start=start - 1, end=end + 1, actor=secretary, at=AT)
    assert (moved.state, moved.agreed) == ("corrected", "2026-10-07")
    assert words_of(moved) == "۱۵ مهر ۱۴۰۵"


def test_a_moved_duty_has_the_carriers_and_the_deadline_of_its_words(reading, secretary):
    duty = reading.proposals.filter(kind="duty").last()
    start, end = span("وزارت کشت با همکاری سازمان بوستان‌ها گزارش آب را تا تاریخ ۱۵ مهر ۱۴۰۵")
    value = move_span(proposal=duty, start=start, end=end, actor=secretary, at=AT).agreed
    assert value["due"] == "2026-10-07"
    assert value["clause"] == "2"
    assert value["supporting"] == ["سازمان بوستان‌ها"]


def test_a_clause_keeps_its_number_when_its_end_moves(reading, secretary):
    second = clause(reading, "2")
    moved = move_span(
        proposal=second, start=second.start, end=second.end - 20, actor=secretary, at=AT
    )
    assert moved.agreed["path"] == "2"
    assert moved.agreed["text"].startswith("وزارت کشت")
    assert len(moved.agreed["text"]) < len(moved.value["text"])


def test_a_clause_that_is_moved_to_another_number_takes_it(reading, secretary):
    second, third = clause(reading, "2"), clause(reading, "3")
    decline_proposal(proposal=third, actor=secretary, at=AT)
    moved = move_span(proposal=second, start=third.start, end=third.end, actor=secretary, at=AT)
    assert moved.agreed["path"] == "3"


def test_a_moved_kind_stays_what_it_is(reading, secretary):
    kind = reading.proposals.get(kind="document_kind")
    moved = move_span(proposal=kind, start=0, end=5, actor=secretary, at=AT)
    assert (moved.agreed, moved.start, moved.end) == (kind.value, 0, 5)


@pytest.mark.parametrize("place", [(-1, 4), (3, 3), (0, len(RESOLUTION) + 99)])
def test_refuses_a_span_outside_the_text(reading, secretary, place):
    with pytest.raises(Refused):
        move_span(
            proposal=reading.proposals.get(kind="date"),
            start=place[0],
            end=place[1],
            actor=secretary,
            at=AT,
        )


def test_refuses_a_span_of_spaces(reading, secretary):
    gap = RESOLUTION.index("\n\n")
    with pytest.raises(Refused):
        move_span(
            proposal=reading.proposals.get(kind="date"),
            start=gap,
            end=gap + 2,
            actor=secretary,
            at=AT,
        )


def test_refuses_words_that_name_no_day(reading, secretary):
    start, end = span("وزارت کشت")
    day = reading.proposals.get(kind="date")
    with pytest.raises(Refused):
        move_span(proposal=day, start=start, end=end, actor=secretary, at=AT)
    assert fresh(day).state == "open"


def test_what_the_person_saw_before_saving_is_what_is_saved(reading, secretary):
    day = reading.proposals.get(kind="date")
    start, end = span("وزارت کشت")
    moved = move_span(
        proposal=day, start=start, end=end, value="2026-01-01", actor=secretary, at=AT
    )
    assert moved.agreed == "2026-01-01"


# -- merging ------------------------------------------------------------------------------------


def test_two_clauses_become_the_first_with_the_words_of_both(reading, secretary):
    second, third = clause(reading, "2"), clause(reading, "3")
    merged = merge_proposals(first=second, second=third, actor=secretary, at=AT)
    assert (merged.start, merged.end) == (second.start, third.end)
    assert merged.agreed["path"] == "2"
    assert merged.agreed["text"].startswith("وزارت کشت")
    assert "سازمان بوستان‌ها موظف است" in merged.agreed["text"]
    gone = fresh(third)
    assert (gone.state, gone.merged_into) == ("declined", merged)


def test_two_duties_become_one_with_the_carriers_of_both(reading, secretary):
    first, second = reading.proposals.filter(kind="duty").order_by("start")[:2]
    merged = merge_proposals(first=first, second=second, actor=secretary, at=AT).agreed
    assert set(merged["bodies"]) == {*first.value["bodies"], *second.value["bodies"]}
    assert not set(merged["bodies"]) & set(merged["supporting"])
    assert merged["due"] == first.value["due"]


def test_two_halves_of_a_name_become_one(reading, secretary):
    reading.proposals.filter(kind="member").delete()
    first, second = member(reading, "شورای هماهنگی"), member(reading, "باغ‌های شهری")
    merged = merge_proposals(first=first, second=second, actor=secretary, at=AT)
    assert merged.agreed == "شورای هماهنگی باغ‌های شهری"
    assert agreed(reading, "member") == [merged.agreed]


def test_what_is_not_of_one_kind_is_not_merged(reading, secretary):
    duty, other = reading.proposals.filter(kind="duty").first(), clause(reading, "2")
    for first, second in [(duty, other), (duty, duty)]:
        with pytest.raises(Refused):
            merge_proposals(first=first, second=second, actor=secretary, at=AT)


def test_readings_of_two_documents_are_not_merged(reading, secretary, group):
    other = read(group, secretary, RESOLUTION + "۴. بند دیگر.\n")
    with pytest.raises(Refused):
        merge_proposals(
            first=clause(reading, "2"), second=clause(other, "3"), actor=secretary, at=AT
        )


def test_what_has_no_words_in_the_text_is_not_merged(reading, secretary):
    first, second = propose(reading, "member", "الف"), propose(reading, "member", "ب")
    with pytest.raises(Refused):
        merge_proposals(first=first, second=second, actor=secretary, at=AT)


def test_nothing_is_merged_over_what_stands_between(reading, secretary):
    with pytest.raises(Refused):
        merge_proposals(
            first=clause(reading, "1"), second=clause(reading, "3"), actor=secretary, at=AT
        )


def test_what_was_merged_away_is_not_accepted_beside_the_whole(reading, secretary):
    third = clause(reading, "3")
    merge_proposals(first=clause(reading, "2"), second=third, actor=secretary, at=AT)
    for act in (accept_proposal, correct_proposal):
        extra = {"value": third.value} if act is correct_proposal else {}
        with pytest.raises(NotNow):
            act(proposal=fresh(third), actor=secretary, at=AT, **extra)


# -- splitting ----------------------------------------------------------------------------------


def test_the_second_part_of_a_clause_is_read_from_its_own_words(group, secretary):
    text = RESOLUTION + "۴. نخست این کار. ۵. دوم آن کار.\n"
    reading = read(group, secretary, text)
    reading.proposals.filter(kind="clause", value__path="5").delete()
    fourth = clause(reading, "4")
    end = text.index("آن کار.") + len("آن کار.")
    fourth = move_span(proposal=fourth, start=fourth.start, end=end, actor=secretary, at=AT)
    first, second = split_proposal(
        proposal=fourth, offset=text.index("۵. دوم"), actor=secretary, at=AT
    )
    assert (first.agreed["path"], first.agreed["text"]) == ("4", "نخست این کار.")
    assert (second.agreed["path"], second.agreed["text"]) == ("5", "دوم آن کار.")
    assert (second.state, second.rule, second.split_from) == ("accepted", "person", first)


def test_a_part_without_a_number_gets_a_free_path(reading, secretary):
    second = clause(reading, "2")
    cut = RESOLUTION.index("گزارش آب")
    _first, made = split_proposal(proposal=second, offset=cut, actor=secretary, at=AT)
    assert made.agreed["path"] == "2 مکرر"
    assert made.agreed["number"] == ""


def test_a_part_of_a_duty_that_names_nobody_has_the_carriers_of_the_whole(reading, secretary):
    duty = next(d for d in reading.proposals.filter(kind="duty") if d.value["due"])
    cut = RESOLUTION.index("گزارش آب")
    first, second = split_proposal(proposal=duty, offset=cut, actor=secretary, at=AT)
    assert first.agreed["bodies"] == second.agreed["bodies"] == duty.value["bodies"]
    assert second.agreed["due"] == "2026-10-07"
    assert first.agreed["due"] is None


def test_two_names_in_one_are_cut_at_the_and(reading, secretary):
    name = member(reading, "وزارت کشت با همکاری سازمان بوستان‌ها")
    cut = RESOLUTION.index("سازمان بوستان‌ها گزارش")
    first, second = split_proposal(proposal=name, offset=cut, actor=secretary, at=AT)
    assert (first.agreed, second.agreed) == ("وزارت کشت با همکاری", "سازمان بوستان‌ها")


def test_refuses_a_cut_outside_the_words(reading, secretary):
    second = clause(reading, "2")
    for offset in (second.start, second.end, 0):
        with pytest.raises(Refused):
            split_proposal(proposal=second, offset=offset, actor=secretary, at=AT)


def test_a_clause_is_not_cut_within_its_number(reading, secretary):
    second = clause(reading, "2")
    with pytest.raises(Refused):
        split_proposal(proposal=second, offset=second.start + 1, actor=secretary, at=AT)


def test_a_title_is_not_split(reading, secretary):
    title = propose(reading, "title", "عنوان", start=0, end=20)
    with pytest.raises(Refused):
        split_proposal(proposal=title, offset=5, actor=secretary, at=AT)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from(["clause", "duty"]), which=st.integers(0, 9), share=st.floats(0, 1))
def test_merging_what_was_split_gives_back_the_same_words(reading, secretary, kind, which, share):
    choices = list(reading.proposals.filter(kind=kind))
    proposal = choices[which % len(choices)]
    before = (proposal.start, proposal.end)
    offset = proposal.start + round(share * (proposal.end - proposal.start))
    with transaction.atomic():
        try:
            first, second = split_proposal(proposal=proposal, offset=offset, actor=secretary, at=AT)
        except Refused:
            return
        assert before[0] == first.start < first.end <= second.start < second.end == before[1]
        merged = merge_proposals(first=first, second=second, actor=secretary, at=AT)
        assert (merged.start, merged.end) == before
        assert merged.agreed["text"].split() == proposal.value["text"].split()
        back = reopen_proposal(proposal=merged, actor=secretary, at=AT)
        assert (back.state, back.start, back.end, back.agreed) == ("open", *before, proposal.value)
        transaction.set_rollback(True)


# -- adding -------------------------------------------------------------------------------------


def test_what_is_added_from_marked_words_is_read_from_them(reading, secretary):
    reading.proposals.filter(kind="duty").delete()
    start, end = span(
        "سازمان بوستان‌ها موظف است ظرف مدت دو ماه از تاریخ ابلاغ، برنامهٔ آبیاری را تهیه کند."
    )
    added = add_proposal(reading=reading, kind="duty", start=start, end=end, actor=secretary, at=AT)
    assert added.agreed["bodies"] == ["سازمان بوستان‌ها"]
    assert added.agreed["within"] == "P2M"
    assert added.agreed["clause"] == "3"


def test_an_added_clause_finds_its_place_by_its_marker(reading, secretary):
    third = clause(reading, "3")
    Proposal.objects.filter(pk=third.pk).delete()
    added = add_proposal(
        reading=reading, kind="clause", start=third.start, end=third.end, actor=secretary, at=AT
    )
    assert added.agreed == third.value


@pytest.mark.parametrize("kind", ["date", "session"])
def test_refuses_to_add_what_the_words_do_not_say(reading, secretary, kind):
    reading.proposals.filter(kind=kind).delete()
    start, end = span("وزارت کشت")
    with pytest.raises(Refused):
        add_proposal(reading=reading, kind=kind, start=start, end=end, actor=secretary, at=AT)


def test_added_facts_stand_in_the_order_of_the_text(reading, secretary):
    reading.proposals.filter(kind="member").delete()
    late = member(reading, "سازمان بوستان‌ها موظف", state="accepted")
    start, end = span("شورای هماهنگی")
    early = add_proposal(
        reading=reading, kind="member", start=start, end=end, actor=secretary, at=AT
    )
    assert agreed(reading, "member") == [early.agreed, late.agreed]


# -- who and when -------------------------------------------------------------------------------


def calls(reading, actor):
    proposal = clause(reading, "2")
    accepted = clause(reading, "1")
    common = {"actor": actor, "at": AT}
    return [
        lambda: move_span(proposal=proposal, start=1, end=5, **common),
        lambda: merge_proposals(first=proposal, second=clause(reading, "3"), **common),
        lambda: split_proposal(proposal=proposal, offset=proposal.start + 20, **common),
        lambda: add_proposal(reading=reading, kind="member", value="نهاد", **common),
        lambda: accept_proposals(reading=reading, proposals=[proposal.pk], **common),
        lambda: decline_proposals(reading=reading, proposals=[proposal.pk], **common),
        lambda: reopen_proposal(proposal=accepted, **common),
    ]


def test_members_reshape_nothing(reading, secretary, group):
    accept_proposal(proposal=clause(reading, "1"), actor=secretary, at=AT)
    entries = Entry.objects.count()
    for call in calls(reading, make_member(group)):
        with pytest.raises(NotPermitted):
            call()
    assert Entry.objects.count() == entries


def test_nothing_is_reshaped_in_what_is_set_aside(reading, secretary):
    accept_proposal(proposal=clause(reading, "1"), actor=secretary, at=AT)
    set_reading_aside(reading=reading, reason="تکراری", actor=secretary, at=AT)
    for call in calls(reading, secretary):
        with pytest.raises(NotNow):
            call()
