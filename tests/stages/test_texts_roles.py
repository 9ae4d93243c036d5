"""Who may do what with texts: every act that people do, as every role, and over closed texts."""

import importlib

import pytest
from django.apps import apps
from django.db import transaction

from dabir.domain.drafting.plain import from_plain_list
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Role
from dabir.foundation.record.acts import acts as acts_of_all
from dabir.foundation.record.queries import visible_to as entries_visible_to
from dabir.foundation.trace.models import Confidentiality, Grant
from dabir.stages.texts import acts
from dabir.stages.texts.acts.examining import UpstreamDraft
from dabir.stages.texts.compiling.compiled import compile_seen, kept_form
from dabir.stages.texts.models import Likeness
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.factories import seat as seated
from tests.stages.drafts import add_note, drafted, edit, make_consideration, make_text, propose
from tests.stages.test_texts_procedure import sub

pytestmark = pytest.mark.django_db
CLOSING = importlib.import_module(
    "dabir.stages.texts.migrations.0013_amendments_as_closed_as_their_texts"
)

WHY = {"fa": "چنین است."}
BODIES = Confidentiality.BODIES


class World:
    """A text that a body amends, with all that is done to texts at hand; `closed` to that body."""

    def __init__(self, *, closed=False):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary = make_secretary(self.group)
        self.people = {
            "chair": make_person(),
            "secretary": self.secretary,
            "proposer": make_member(self.group, body=self.body),
            "alternate": make_person(),
            "neighbour": make_member(self.group, body=self.other),
            "guest": make_person(),
            "outsider": make_secretary(make_group()),
        }
        seated(self.people["chair"], self.group, Role.CHAIR)
        seated(self.people["alternate"], self.group, Role.ALTERNATE, body=self.body)
        seated(self.people["guest"], self.group, Role.GUEST)
        readers = {"confidentiality": BODIES, "bodies": [self.body]} if closed else {}
        self.text = make_text(self.group, self.secretary, **readers)
        self.version = self.text.versions.get()
        self.clause = self.version.clauses.first()
        self.member = self.people["proposer"]
        week = edit(self.text, "one", "هر ماه", "هر هفته")
        self.amendment = propose(self.text, self.member, week, body=self.body)
        self.second = propose(
            self.text, self.secretary, edit(self.text, "two", "منتشر", "پخش"), body=self.other
        )
        self.ground = make_consideration(self.group, self.secretary)
        self.line = make_consideration(self.group, self.secretary)
        Consideration.objects.filter(pk=self.line.pk).update(kind=Consideration.Kind.RED_LINE)
        self.line.refresh_from_db()
        document = acts.enter_upstream(
            group=self.group,
            names={"fa": "قانون"},
            rank="statute",
            clauses=[UpstreamDraft("ماده ۱", "کارگروه گزارش می‌دهد.")],
            actor=self.secretary,
            at=AT,
        )
        self.upstream = document.clauses.get()
        self.comment = acts.make_comment(
            version=self.version, words="مبهم است.", actor=self.member, at=AT
        )
        self.examination = acts.begin_examination(
            version=self.version, committee=self.group, actor=self.secretary, at=AT
        )
        self.likeness = Likeness.objects.create(
            clause=self.clause, consideration=self.ground, score=900, spans=[]
        )
        self.found = Likeness.objects.create(
            clause=self.clause, upstream=self.upstream, score=900, spans=[]
        )

    def slot(self):
        return next(each for each in kept_form(self.version, self.secretary).contests if each.part)

    def rule(self, ruling="accepted"):
        acts.rule_operations(
            amendment=self.amendment, ruling=ruling, reasons=WHY, actor=self.secretary, at=AT
        )

    def treated(self):
        return acts.propose_treatment(
            amendment=self.amendment, what="accept", actor=self.secretary, at=AT
        )

    def opinion(self):
        return acts.write_opinion(
            examination=self.examination,
            clause=self.clause,
            said={"threats": WHY},
            actor=self.secretary,
            at=AT,
        )

    def guard(self):
        return acts.set_guard(
            text=self.text,
            consideration=self.line,
            language="fa",
            must_contain=["گزارش"],
            actor=self.secretary,
            at=AT,
        )

    def added(self):
        propose(self.text, self.secretary, add_note("one", "علنی است."), body=self.other)
        seen = compile_seen(self.version, self.secretary).compilation.contests.values()
        return next(each for each in seen if getattr(each, "addition", False))

    def settled(self):
        acts.settle_comment(
            comment=self.comment, outcome="noted", reason="چنین است.", actor=self.secretary, at=AT
        )
        return self.comment

    def redrafted(self):
        acts.ask_redraft(amendment=self.amendment, reasons=WHY, actor=self.secretary, at=AT)
        return self.amendment


# Each act with what it takes in a world; what has to be done before is done by the secretariat.
DONE = {
    "start_text": lambda w: {"group": w.group, "titles": WHY, "kind": "plan"},
    "follow_text": lambda w: {"group": w.group, "titles": WHY, "kind": "plan", "issuer": "سازمان"},
    "rename_text": lambda w: {"text": w.text, "titles": WHY, "kind": "plan"},
    "disclose_text": lambda w: {"text": w.text, "confidentiality": "secretariat"},
    "shelve_text": lambda w: {"text": w.text, "reason": "دیگر لازم نیست."},
    "submit_text": lambda w: {"text": w.text},
    "draft_zero": lambda w: {
        "text": make_text(w.group, w.secretary, zero=False),
        "clauses": drafted(),
    },
    "correct_version": lambda w: {
        "text": w.text,
        "operations": [edit(w.text, "two", "گزارش", "خبر")],
        "reasons": WHY,
    },
    "derive_version": lambda w: (w.rule(), {"text": w.text})[1],
    "propose_amendment": lambda w: {
        "text": w.text,
        "operations": [edit(w.text, "two", "گزارش", "خبر")],
        "body": w.body,
    },
    "propose_amendments": lambda w: {
        "text": w.text,
        "drafts": [acts.DraftAmendment([edit(w.text, "two", "گزارش", "خبر")], body=w.body)],
    },
    "amend_amendment": lambda w: {
        "amendment": w.amendment,
        "operations": sub_of(w),
        "body": w.body,
    },
    "cosponsor_amendment": lambda w: {"amendment": w.second, "body": w.body},
    "join_option": lambda w: {"amendment": w.second, "places": [0], "body": w.body},
    "redraft_amendment": lambda w: {
        "amendment": w.redrafted(),
        "operations": [edit(w.text, "one", "هر ماه", "هر سال")],
    },
    "withdraw_amendment": lambda w: {"amendment": w.amendment},
    "rule_amendment": lambda w: {"amendment": w.amendment, "accept": True},
    "rule_operations": lambda w: {"amendment": w.amendment, "ruling": "accepted"},
    "reopen_operations": lambda w: (w.rule(), {"amendment": w.amendment})[1],
    "ask_redraft": lambda w: {"amendment": w.amendment, "reasons": WHY},
    "rule_contest": lambda w: {
        "version": w.version,
        "contest": w.slot().uid,
        "options": [w.slot().options[0].uid],
    },
    "reopen_contest": lambda w: (w.rule(), {"version": w.version, "contest": w.slot().uid})[1],
    "merge_options": lambda w: {
        "version": w.version,
        "contest": w.slot().uid,
        "words": "هر دو هفته",
    },
    "merge_clauses": lambda w: {
        "version": w.version,
        "contest": w.added().uid,
        "operations": [add_note("one", "علنی و کوتاه است.")],
    },
    "propose_treatment": lambda w: {"amendment": w.amendment, "what": "accept"},
    "answer_treatment": lambda w: {"treatment": w.treated(), "body": w.body, "agrees": True},
    "rule_en_bloc": lambda w: (
        w.treated().answers.create(body=w.body, agrees=True, by=w.member, at=AT),
        {"text": w.text, "amendments": [w.amendment]},
    )[1],
    "make_comment": lambda w: {"version": w.version, "words": "و این هم."},
    "answer_comment": lambda w: {"comment": w.comment, "words": "روشن است."},
    "settle_comment": lambda w: {"comment": w.comment, "outcome": "accepted", "reason": "درست."},
    "reopen_comment": lambda w: {"comment": w.settled(), "reason": "هنوز نه."},
    "ground_clause": lambda w: {"clause": w.clause, "consideration": w.ground},
    "set_guard": lambda w: {
        "text": w.text,
        "consideration": w.line,
        "language": "fa",
        "must_contain": ["گزارش"],
    },
    "lift_guard": lambda w: {"guard": w.guard(), "reason": "دیگر نه."},
    "enter_upstream": lambda w: {
        "group": w.group,
        "names": WHY,
        "rank": "statute",
        "clauses": [UpstreamDraft("ماده ۱", "چنین است.")],
    },
    "note_finding": lambda w: {
        "clause": w.clause,
        "upstream": w.upstream,
        "outcome": "gap",
        "notes": WHY,
    },
    "confirm_link": lambda w: {"likeness": w.likeness},
    "dismiss_link": lambda w: {"likeness": w.found},
    "ask_for_links": lambda w: {"version": w.version},
    "begin_examination": lambda w: {
        "version": w.version,
        "committee": make_group(parent=w.group),
    },
    "write_opinion": lambda w: {
        "examination": w.examination,
        "clause": w.clause,
        "said": {"threats": WHY},
    },
    "drop_opinion": lambda w: {"opinion": w.opinion()},
    "adopt_examination": lambda w: (w.opinion(), {"examination": w.examination})[1],
}

DESK = {"chair", "secretary"}
MEMBERS = DESK | {"proposer", "alternate", "neighbour"}
OWN = DESK | {"proposer", "alternate"}
"""Those who speak for the body that proposes."""

MAY = (
    dict.fromkeys(DONE, DESK)
    | dict.fromkeys(["make_comment", "answer_comment", "note_finding", "dismiss_link"], MEMBERS)
    | dict.fromkeys(["write_opinion", "drop_opinion"], MEMBERS)
    | dict.fromkeys(["propose_amendment", "propose_amendments", "amend_amendment"], OWN)
    | dict.fromkeys(["cosponsor_amendment", "join_option", "answer_treatment"], OWN)
    | dict.fromkeys(["redraft_amendment", "withdraw_amendment"], OWN)
    # Who made a comment opens it again; only the secretariat says that it is accepted.
    | {"reopen_comment": DESK | {"proposer"}}
)

ELSEWHERE = {
    "adopted, handed and returned by committees": {"hand_examination", "return_examination"},
    "after the submission": {"approve_text", "return_text", "issue_text"},
    "like their neighbours here": {"leave_option", "confirm_links", "dismiss_links"},
    "like grounds": {"unground_clause", "ground_in_passage", "unground_in_passage", "consult_on"},
    "files, each with tests of its own": {
        "keep_text_file",
        "propose_from_file",
        "set_text_file_aside",
        "keep_comment_sheet",
        "take_comment_sheet",
        "set_comment_sheet_aside",
        "keep_draft_file",
        "mend_draft_file",
        "draft_zero_from_file",
        "set_draft_file_aside",
        "receive_revision",
        "settle_revision",
        "set_revision_aside",
        "take_over_upstream",
    },
    "of duties": {"begin_text_from_output", "hand_in_text"},
    "of one person": {"judge_red_line", "confirm_opinion"},
    "of the program": {"propose_links"},
}


def sub_of(world):
    """An operation on the words that the amendment would bring."""
    with transaction.atomic():
        made = sub(world.amendment, world.secretary, world.other, "هر هفته", "هر روز")
        operations = made.operations
        transaction.set_rollback(True)

    return from_plain_list(operations)


def who_may(world, name):
    """Return which people an act lets do it, each tried and taken back."""
    allowed = set()
    for role, person in world.people.items():
        with transaction.atomic():
            arguments = DONE[name](world)
            try:
                with transaction.atomic():
                    getattr(acts, name)(actor=person, at=AT, **arguments)
                allowed.add(role)
            except Refused:
                pass
            transaction.set_rollback(True)
        for each in (world.amendment, world.text, world.comment):
            each.refresh_from_db()
    return allowed


def test_each_act_is_for_whom_it_is_for():
    world = World()
    assert {name: who_may(world, name) for name in DONE} == MAY


def test_nobody_does_anything_with_a_text_that_is_closed_to_them():
    world = World(closed=True)
    assert {name: who_may(world, name) for name in DONE} == {
        # A committee could not read it.
        name: set() if name == "begin_examination" else allowed - {"neighbour"}
        for name, allowed in MAY.items()
    }


def test_every_act_is_in_the_table_or_said_to_be_elsewhere():
    elsewhere = set().union(*ELSEWHERE.values())
    known = {each.removeprefix("texts.") for each in acts_of_all() if each.startswith("texts.")}
    assert known - set(DONE) - elsewhere == set()
    assert not elsewhere & set(DONE)


def told(world, person):
    return {each.about_id for each in entries_visible_to(person, world.group)}


def test_an_amendment_is_never_more_open_than_its_text():
    world = World(closed=True)
    neighbour = world.people["neighbour"]
    assert world.amendment.address.confidentiality == BODIES
    assert not amendments_visible_to(neighbour).exists()
    assert world.amendment.address_id not in told(world, neighbour)
    assert world.amendment in amendments_visible_to(world.people["alternate"])


def test_closing_a_text_closes_its_amendments():
    world = World()
    neighbour = world.people["neighbour"]
    assert amendments_visible_to(neighbour).count() == 2
    acts.disclose_text(
        text=world.text, confidentiality=BODIES, bodies=[world.body], actor=world.secretary, at=AT
    )
    assert not amendments_visible_to(neighbour).exists()
    assert amendments_visible_to(world.member).count() == 2
    acts.disclose_text(text=world.text, confidentiality="group", actor=world.secretary, at=AT)
    assert not amendments_visible_to(neighbour).exists()


def test_whom_a_text_was_shown_by_name_reads_what_they_proposed():
    world = World(closed=True)
    neighbour = world.people["neighbour"]
    addresses = [world.text.address, world.version.address]
    addresses += [each.address for each in world.version.clauses.all()]
    for address in addresses:
        Grant.objects.create(address=address, person=neighbour)
    week = edit(world.text, "two", "گزارش", "خبر")
    made = propose(world.text, neighbour, week, body=world.other)
    assert made in amendments_visible_to(neighbour)
    assert world.amendment not in amendments_visible_to(neighbour)


@pytest.mark.parametrize("level", ["bodies", "secretariat"])
def test_amendments_that_are_more_open_than_their_text_are_closed_once(level):
    world = World()
    both = propose(
        world.text,
        world.secretary,
        edit(world.text, "two", "گزارش", "خبر"),
        confidentiality=BODIES,
        bodies=[world.body, world.other],
    )
    world.text.address.confidentiality = level
    world.text.address.save()
    world.text.address.bodies.set([world.body] if level == "bodies" else [])
    CLOSING.close_amendments(apps, None)
    for each in (world.amendment, both):
        each.address.refresh_from_db()
        assert each.address.confidentiality == level
        assert list(each.address.bodies.all()) == ([world.body] if level == "bodies" else [])


def test_a_public_amendment_to_a_text_of_the_group_is_closed_too():
    world = World()
    address = world.amendment.address
    address.confidentiality = "public"
    address.save()
    CLOSING.close_amendments(apps, None)
    assert type(address).objects.get(pk=address.pk).confidentiality == "group"
