"""What nobody may learn from records, levels and links of examinations and grounds."""

import json

import pytest

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.people.models import Group
from dabir.foundation.record.models import Content
from dabir.foundation.record.queries import visible_to as entries_visible_to
from dabir.foundation.trace.models import Confidentiality, Grant, Link
from dabir.stages.texts.acts import (
    UpstreamDraft,
    adopt_examination,
    begin_examination,
    confirm_links,
    derive_version,
    disclose_text,
    dismiss_link,
    dismiss_links,
    drop_opinion,
    enter_upstream,
    ground_clause,
    hand_examination,
    note_finding,
    propose_links,
    rule_amendment,
    write_opinion,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.models import Likeness, Opinion
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.queries.examining import state_of
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose

pytestmark = pytest.mark.django_db
SECRET = Confidentiality.SECRETARIAT


class World:
    """A text that a committee of the group examines."""

    def __init__(self):
        self.group = make_group()
        self.committee = make_group(parent=self.group, kind=Group.Kind.COMMITTEE)
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group)
        self.writer = make_member(self.committee)
        self.text = make_text(self.group, self.secretary)

    @property
    def version(self):
        return self.text.versions.order_by("-order").first()

    def clause(self, key="one"):
        return self.version.clauses.get(uid=UIDS[key])

    def begin(self, committee=None):
        return begin_examination(
            version=self.version, committee=committee or self.committee, actor=self.secretary, at=AT
        )

    def write(self, examination, person, words="دیر است", key="one", **more):
        return write_opinion(
            examination=examination,
            clause=examination.version.clauses.get(uid=UIDS[key]),
            said={"threats": {"fa": words}},
            actor=person,
            at=AT,
            **more,
        )

    def derive(self, key="two", old="گزارش", new="گزارش‌ها"):
        amendment = propose(self.text, self.secretary, edit(self.text, key, old, new))
        rule_amendment(amendment=amendment, accept=True, actor=self.secretary, at=AT)
        return derive_version(text=self.text, actor=self.secretary, at=AT)

    def upstream(self, **more):
        return enter_upstream(
            group=self.group,
            names={"fa": "قانون بالادست"},
            rank="statute",
            clauses=[UpstreamDraft("ماده ۷", "کارگروه هر ماه گزارش می‌دهد.")],
            actor=self.secretary,
            at=AT,
            **more,
        ).clauses.get()

    def told(self, reader):
        entries = entries_visible_to(reader, self.group) | entries_visible_to(
            reader, self.committee
        )
        return [
            json.loads(each.payload)
            for each in Content.objects.filter(entry__in=entries).order_by("entry")
        ]

    def acts_told(self, reader):
        return {each["act"] for each in self.told(reader)}


@pytest.fixture
def world():
    return World()


def test_handing_over_and_adopting_tell_no_number_of_opinions(world):
    examination = world.begin()
    world.write(examination, world.writer)
    world.write(examination, world.secretary, "پنهان", confidentiality=SECRET)
    hand_examination(examination=examination, actor=world.secretary, at=AT)
    adopt_examination(examination=examination, actor=world.secretary, at=AT)
    told = [each for each in world.told(world.writer) if "examination" in each["act"]]
    assert told
    assert not any("opinions" in each["what"] for each in told)


def test_an_opinion_that_was_carried_and_dropped_leaves_no_link(world):
    examination = world.begin()
    world.write(examination, world.writer)
    version = world.derive()
    carried = Opinion.objects.get(clause__version=version)
    assert Link.objects.filter(target=carried.address).count() == 3
    drop_opinion(opinion=carried, actor=world.writer, at=AT)
    assert not Link.objects.filter(target=carried.address_id).exists()
    assert not Link.objects.filter(source=carried.address_id).exists()


def test_nobody_settles_an_opinion_that_they_may_not_see(world):
    examination = world.begin()
    hidden = world.write(examination, world.secretary, confidentiality=SECRET)
    with pytest.raises(Refused):
        drop_opinion(opinion=hidden, actor=world.writer, at=AT)
    assert Opinion.objects.get() == hidden


def test_words_of_others_written_meanwhile_are_not_overwritten(world):
    examination = world.begin()
    seen = state_of(None)
    held = world.write(examination, world.writer, seen=seen)
    with pytest.raises(NotNow):
        world.write(examination, make_member(world.committee), "زود است", seen=seen)
    held.refresh_from_db()
    assert held.threats == {"fa": "دیر است"}
    world.write(examination, make_member(world.committee), "زود است", seen=state_of(held))
    held.refresh_from_db()
    assert held.threats == {"fa": "زود است"}


def test_an_earlier_version_is_not_begun_to_be_examined(world):
    zero = world.version
    world.derive()
    with pytest.raises(NotNow):
        begin_examination(version=zero, committee=world.committee, actor=world.secretary, at=AT)


def test_examinations_and_opinions_are_no_more_open_than_the_text(world):
    disclose_text(text=world.text, confidentiality=SECRET, actor=world.secretary, at=AT)
    examination = world.begin(world.group)
    opinion = world.write(examination, world.secretary)
    assert examination.address.confidentiality == SECRET
    assert opinion.address.confidentiality == SECRET
    told = world.acts_told(world.member)
    assert "texts.begin_examination" not in told
    assert "texts.write_opinion" not in told


def test_a_finding_is_no_more_open_than_what_it_is_found_against(world):
    hidden = world.upstream(confidentiality=SECRET)
    found = note_finding(
        clause=world.clause(),
        upstream=hidden,
        outcome="threat",
        notes={"fa": "خطر"},
        actor=world.secretary,
        at=AT,
    )
    assert found.address.confidentiality == SECRET
    assert "texts.note_finding" not in world.acts_told(world.member)


def test_noting_a_finding_again_closes_it_and_never_opens_it(world):
    upstream = world.upstream()

    def note(level):
        return note_finding(
            clause=world.clause(),
            upstream=upstream,
            outcome="threat",
            notes={"fa": "خطر"},
            actor=world.secretary,
            at=AT,
            confidentiality=level,
        )

    first = note(Confidentiality.GROUP)
    assert note(SECRET) == first
    note(Confidentiality.GROUP)
    first.refresh_from_db()
    assert first.address.confidentiality == SECRET


def test_a_ground_that_is_hidden_is_recorded_where_it_is_seen(world):
    hidden = make_consideration(world.group, world.secretary, confidentiality=SECRET)
    ground_clause(clause=world.clause(), consideration=hidden, actor=world.secretary, at=AT)
    assert "texts.ground_clause" not in world.acts_told(world.member)
    assert "texts.ground_clause" in world.acts_told(world.secretary)


def test_a_ground_between_what_different_bodies_see_is_the_secretariats_to_read(world):
    one, other = make_body("اتحادیه"), make_body("انجمن")
    member = make_member(world.group, body=one)
    disclose_text(
        text=world.text, confidentiality="bodies", bodies=[one], actor=world.secretary, at=AT
    )
    line = make_consideration(world.group, world.secretary, confidentiality="bodies")
    line.address.bodies.set([other])
    ground_clause(clause=world.clause(), consideration=line, actor=world.secretary, at=AT)
    assert "texts.ground_clause" not in world.acts_told(member)
    assert "texts.ground_clause" in world.acts_told(world.secretary)


def test_whom_a_closed_text_is_shown_by_name_goes_on_reading_what_they_proposed(world):
    body = make_body("اتحادیه")
    member = make_member(world.group, body=body)
    amendment = propose(world.text, member, edit(world.text, "two", "گزارش", "سندها"), body=body)
    other = propose(world.text, world.secretary, edit(world.text, "two", "گزارش", "سند"))
    Grant.objects.create(address=world.text.address, person=member)
    disclose_text(text=world.text, confidentiality=SECRET, actor=world.secretary, at=AT)
    seen = amendments_visible_to(member)
    assert set(seen.filter(pk__in=[amendment.pk, other.pk])) == {amendment}


def test_looking_for_links_tells_no_number(world):
    hidden = make_consideration(world.group, world.secretary, confidentiality=SECRET)
    found = Found(world.clause().pk, 0.9, [(0, 3, 0, 3)], consideration=hidden.pk)
    assert propose_links(version=world.version, found=[found], at=AT) == 1
    told = [each for each in world.told(world.member) if each["act"] == "texts.propose_links"]
    assert [each["what"] for each in told] == [{}]


def test_what_was_dismissed_stays_so_in_later_versions_until_the_clause_changes(world):
    line = make_consideration(world.group, world.secretary)

    def found():
        return Found(world.clause().pk, 0.9, [(0, 3, 0, 3)], consideration=line.pk)

    propose_links(version=world.version, found=[found()], at=AT)
    dismiss_link(likeness=Likeness.objects.get(), actor=world.secretary, at=AT)
    world.derive()
    assert propose_links(version=world.version, found=[found()], at=AT) == 0
    world.derive("one", "هر ماه", "هر هفته")
    assert propose_links(version=world.version, found=[found()], at=AT) == 1


def test_deciding_many_links_at_once_tells_no_number_of_hidden_ones(world):
    hidden = [
        make_consideration(world.group, world.secretary, confidentiality=SECRET) for _ in range(2)
    ]
    found = [
        Found(world.clause().pk, 0.9, [(0, 3, 0, 3)], consideration=each.pk) for each in hidden
    ]
    propose_links(version=world.version, found=found, at=AT)
    one, other = Likeness.objects.all()
    confirm_links(version=world.version, likenesses=[one], actor=world.secretary, at=AT)
    dismiss_links(version=world.version, likenesses=[other], actor=world.secretary, at=AT)
    acts = {"texts.confirm_links", "texts.dismiss_links", "texts.confirm_link"}
    assert not acts & world.acts_told(world.member)
    assert acts <= world.acts_told(world.secretary)
