"""Two people at one text at once: nothing is ruled on unseen, and acts wait for one another."""

import threading
import time

import pytest
from django.db import close_old_connections, connection, transaction

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.stages.texts.acts import (
    ask_redraft,
    begin_examination,
    confirm_link,
    correct_version,
    derive_version,
    dismiss_link,
    make_comment,
    merge_options,
    propose_links,
    propose_treatment,
    rule_amendment,
    rule_contest,
    rule_operations,
    settle_comment,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.compiled import kept_form
from dabir.stages.texts.compiling.foresight import foresee
from dabir.stages.texts.compiling.shown import foreseen_as, kept_as, ruled_as
from dabir.stages.texts.models import Amendment, Examination, Likeness
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import (
    add_note,
    delete,
    edit,
    make_consideration,
    make_text,
    propose,
)

WHY = {"fa": "چنین نمی‌شود."}
LONG = 20


class World:
    """One sentence that a body amends, while another one is about to."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.version = self.text.versions.get()
        self.week = edit(self.text, "one", "هر ماه", "هر هفته")
        self.season = edit(self.text, "one", "هر ماه", "هر فصل")
        self.first = propose(self.text, self.member, self.week, body=self.body)

    def slot(self):
        return next(each for each in kept_form(self.version, self.secretary).contests if each.part)

    def second(self):
        return propose(self.text, self.neighbour, self.season, body=self.other)

    def adopt(self, slot):
        return rule_contest(
            version=self.version,
            contest=slot.uid,
            options=[slot.proposed[0].uid],
            shown=kept_as(slot),
            actor=self.secretary,
            at=AT,
        )


@pytest.mark.django_db
def test_words_proposed_since_the_place_was_shown_are_not_rejected_unseen():
    world = World()
    slot = world.slot()
    second = world.second()
    assert world.slot().uid == slot.uid
    with pytest.raises(NotNow):
        world.adopt(slot)
    world.adopt(world.slot())
    second.refresh_from_db()
    assert second.state == "rejected"


@pytest.mark.django_db
def test_support_that_came_since_changes_nothing_of_what_was_shown():
    world = World()
    slot = world.slot()
    world.first.sponsors.add(world.other)
    assert world.adopt(slot)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["addition", "deletion"])
def test_clauses_proposed_since_are_not_ruled_on_unseen(kind):
    world = World()
    made = delete("note") if kind == "deletion" else add_note("one", "علنی است.")
    propose(world.text, world.member, made, body=world.body)
    contests = kept_form(world.version, world.secretary).contests
    contest = next(each for each in contests if not each.part)
    propose(world.text, world.neighbour, made, body=world.other)
    with pytest.raises(NotNow):
        rule_contest(
            version=world.version,
            contest=contest.uid,
            options=[contest.options[0].uid],
            shown=kept_as(contest),
            actor=world.secretary,
            at=AT,
        )


@pytest.mark.django_db
def test_an_amendment_that_changed_since_it_was_read_is_not_accepted():
    world = World()
    both = propose(
        world.text, world.member, world.week, add_note("one", "علنی است."), body=world.body
    )
    read = ruled_as(both)
    withdraw_amendment(amendment=both, places=[0], actor=world.member, at=AT)
    with pytest.raises(NotNow):
        rule_amendment(amendment=both, accept=True, shown=read, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        rule_operations(amendment=both, ruling="accepted", shown=read, actor=world.secretary, at=AT)
    both.refresh_from_db()
    assert rule_operations(
        amendment=both, ruling="accepted", shown=ruled_as(both), actor=world.secretary, at=AT
    )


class Doing(threading.Thread):
    """An act of somebody else, on a connection of its own."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.made, self.failed = act, None, None
        self.start()

    def run(self):
        try:
            self.made = self.act()
        except Exception as error:  # noqa: BLE001 (looked at by the test)
            self.failed = error
        finally:
            connection.close()

    def done(self):
        self.join(LONG)
        assert not self.is_alive()
        if self.failed is not None:
            raise self.failed
        return self.made


@pytest.fixture
def world(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one at a time; make postgresql runs it")
    yield World()
    close_old_connections()


def waits(doing):
    time.sleep(0.3)
    return doing.is_alive()


def test_whoever_proposes_waits_until_the_ruling_is_noted(world):
    slot = world.slot()
    with transaction.atomic():
        world.adopt(slot)
        proposing = Doing(world.second)
        assert waits(proposing)
    assert proposing.done().state == "proposed"
    world.first.refresh_from_db()
    assert world.first.state == "accepted"


def test_whoever_rules_waits_for_the_proposal_and_meets_it(world):
    slot = world.slot()
    with transaction.atomic():
        second = world.second()
        ruling = Doing(lambda: world.adopt(slot))
        assert waits(ruling)
    with pytest.raises(NotNow):
        ruling.done()
    second.refresh_from_db()
    assert second.state == "proposed"


def test_merging_and_proposing_at_once_make_two_amendments(world):
    slot = world.slot()
    with transaction.atomic():
        lock(world.text)
        both = [
            Doing(world.second),
            Doing(
                lambda: merge_options(
                    version=world.version,
                    contest=slot.uid,
                    words="هر دو هفته",
                    actor=world.secretary,
                    at=AT,
                )
            ),
        ]
        assert all(waits(each) for each in both)
    for each in both:
        each.done()
    assert list(Amendment.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_an_examination_begun_while_the_next_version_is_made_goes_along_or_waits(world):
    rule_amendment(amendment=world.first, accept=True, actor=world.secretary, at=AT)
    with transaction.atomic():
        derive_version(text=world.text, actor=world.secretary, at=AT)
        beginning = Doing(
            lambda: begin_examination(
                version=world.version, committee=world.group, actor=world.secretary, at=AT
            )
        )
        assert waits(beginning)
    with pytest.raises(NotNow):
        beginning.done()
    assert not Examination.objects.exists()


def rule_part(world, secretary):
    shown = ruled_as(world.first)
    return lambda: rule_operations(
        amendment=world.first, ruling="accepted", shown=shown, actor=secretary, at=AT
    )


def rule_otherwise(world, secretary):
    shown = ruled_as(world.first)
    return lambda: rule_amendment(
        amendment=world.first, accept=False, reasons=WHY, shown=shown, actor=secretary, at=AT
    )


def send_back(world, secretary):
    shown = ruled_as(world.first)
    return lambda: ask_redraft(
        amendment=world.first, reasons=WHY, shown=shown, actor=secretary, at=AT
    )


def rule_place(world, secretary):
    slot = world.slot()
    return lambda: rule_contest(
        version=world.version,
        contest=slot.uid,
        options=[slot.options[0].uid],
        shown=kept_as(slot),
        reasons=WHY,
        actor=secretary,
        at=AT,
    )


def merge(world, secretary):
    slot = world.slot()
    return lambda: merge_options(
        version=world.version,
        contest=slot.uid,
        words=f"هر {secretary.pk} هفته",
        shown=kept_as(slot),
        actor=secretary,
        at=AT,
    )


def derive(world, secretary):
    if not world.first.operation_rulings.exists():
        rule_amendment(amendment=world.first, accept=True, actor=world.secretary, at=AT)
    shown = foreseen_as(foresee(world.text))
    return lambda: derive_version(text=world.text, shown=shown, actor=secretary, at=AT)


def treat(world, secretary):
    what = "accept" if secretary == world.secretary else "discuss"
    return lambda: propose_treatment(
        amendment=world.first, what=what, seen="", actor=secretary, at=AT
    )


def settle(world, secretary):
    comment = world.text.comments.first() or make_comment(
        version=world.version, words="مبهم است.", actor=world.member, at=AT
    )
    return lambda: settle_comment(
        comment=comment, outcome="noted", reason="چنین است.", actor=secretary, at=AT
    )


def correct(world, secretary):
    words = f"هر {secretary.pk} ماه"
    operation = edit(world.text, "one", "هر ماه", words)
    return lambda: correct_version(
        text=world.text,
        operations=[operation],
        reasons=WHY,
        base=world.version,
        actor=secretary,
        at=AT,
    )


def propose_once(world, secretary):
    del secretary
    return lambda: propose(world.text, world.member, world.week, body=world.body, once=True)


def begin(world, secretary):
    return lambda: begin_examination(
        version=world.version, committee=world.group, actor=secretary, at=AT
    )


def confirm(world, secretary):
    likeness = Likeness.objects.create(
        clause=world.version.clauses.first(),
        consideration=make_consideration(world.group, secretary),
        score=900,
        spans=[],
    )
    return lambda: confirm_link(likeness=likeness, actor=secretary, at=AT)


def dismiss(world, secretary):
    likeness = Likeness.objects.first()
    return lambda: dismiss_link(likeness=likeness, actor=secretary, at=AT)


def look_anew(world, secretary):
    del secretary
    return lambda: propose_links(version=world.version, found=[], at=AT)


PAIRS = [
    (rule_part, rule_otherwise),
    (rule_otherwise, send_back),
    (rule_place, rule_part),
    (rule_place, rule_place),
    (merge, merge),
    (merge, rule_part),
    (derive, derive),
    (treat, treat),
    (settle, settle),
    (correct, correct),
    (propose_once, propose_once),
    (begin, begin),
    (confirm, dismiss),
    (confirm, look_anew),
]
EITHER = {(merge, rule_part), (confirm, look_anew)}
"""Whichever of these is first, the other one may meet nothing that it does not know."""


@pytest.mark.parametrize(
    ("one", "other"), PAIRS, ids=[f"{one.__name__}-{other.__name__}" for one, other in PAIRS]
)
def test_of_two_who_decide_at_once_one_is_asked_to_look_again(world, one, other):
    colleague = make_secretary(world.group)
    if one is propose_once:
        withdraw_amendment(amendment=world.first, actor=world.member, at=AT)
    acts = [one(world, world.secretary), other(world, colleague)]
    with transaction.atomic():
        lock(world.text)
        for each in world.text.comments.all():
            lock(each)
        both = [Doing(each) for each in acts]
        assert all(waits(each) for each in both)
    for each in both:
        each.join(LONG)
        assert not each.is_alive()
    refused = [each.failed for each in both if each.failed is not None]
    if (one, other) in EITHER:
        assert len(refused) <= 1
    else:
        assert len(refused) == 1
    assert all(isinstance(each, Refused) and str(each) for each in refused)
