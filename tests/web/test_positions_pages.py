"""The pages of the positions stage: who sees which, what they do, in how many queries."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.positions.acts import (
    align_actor,
    approve_position,
    declare_position,
    join_bloc,
)
from dabir.stages.positions.models import Actor, Issue, OwnPosition, Round, Statement
from dabir.stages.positions.queries import total
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.declared import (
    circulated,
    draft_own,
    make_actor,
    make_issue,
    make_round,
    state,
)
from tests.stages.drafts import make_consideration
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db
LEVELS = (Confidentiality.SECRETARIAT, Confidentiality.BODIES)


class World:
    """A group with an actor in a bloc, an issue, a round, a statement and an own position."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("سازمان آب")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, self.body)
        self.other = make_member(self.group)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())
        self.actor = make_actor(self.group, self.secretary)
        self.bloc = make_actor(self.group, self.secretary, "همسایگان", kind=Actor.Kind.BLOC)
        join_bloc(member=self.actor, bloc=self.bloc, actor=self.secretary, at=AT)
        self.issue = make_issue(self.group, self.secretary)
        self.round = make_round(self.group, self.secretary, starts_on=date(2026, 6, 1))
        self.statement = state(self.actor, self.issue, self.secretary, round=self.round)
        self.position, (self.approval,) = circulated(self.issue, self.secretary, self.body)

    def url(self, name: str, *pks: int) -> str:
        return reverse(f"positions:{name}", args=[self.group.code, *pks])

    def get(self, person: Person | None, name: str, *pks: int, query: str = ""):
        return client_of(person).get(self.url(name, *pks) + query)


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def world():
    return World()


def reading_pages(world):
    return [
        world.url("index"),
        world.url("index") + f"?round={world.round.pk}",
        world.url("rounds"),
        world.url("own_positions"),
        world.url("actor", world.actor.pk),
        world.url("actor", world.bloc.pk),
        world.url("issue", world.issue.pk),
        world.url("round", world.round.pk),
    ]


def forms_of_the_secretariat(world):
    other = draft_own(world.issue, world.secretary)
    return [
        world.url("new_round"),
        world.url("new_actor"),
        world.url("new_issue"),
        world.url("new_statement") + f"?actor={world.actor.pk}",
        world.url("correct", world.statement.pk),
        world.url("align", world.actor.pk),
        world.url("join", world.actor.pk),
        world.url("leave", world.actor.pk),
        world.url("draft") + f"?issue={world.issue.pk}",
        world.url("change", other.pk),
        world.url("circulate", other.pk),
    ]


def test_members_read_and_the_public_and_strangers_do_not(world):
    stranger = make_person()
    for page in reading_pages(world):
        assert client_of(world.secretary).get(page).status_code == 200, page
        assert client_of(world.member).get(page).status_code == 200, page
        assert client_of(stranger).get(page).status_code == 404, page
        assert client_of(None).get(page).status_code == 302, page


def test_a_guest_sees_neither_actors_nor_issues_of_the_group(world):
    page = world.get(world.guest, "index").content.decode()
    assert "آبستان" not in page
    assert "آب مرزی" not in page
    for name, item in (("actor", world.actor), ("issue", world.issue), ("round", world.round)):
        assert world.get(world.guest, name, item.pk).status_code == 404


def test_forms_are_the_secretariats(world):
    for page in forms_of_the_secretariat(world):
        assert client_of(world.secretary).get(page).status_code == 200, page
        refused = client_of(world.member).get(page).status_code
        assert refused in {403, 404}, page


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_page_is_left_untranslated(world, language):
    world.secretary.language = language
    world.secretary.save()
    client = client_of(world.secretary)
    for page in (*reading_pages(world), *forms_of_the_secretariat(world)):
        html = client.get(page).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert not left_in_english(html, "positions"), page


def test_the_matrix_shows_the_latest_stance_in_words_with_its_quotation(world):
    state(
        world.actor,
        world.issue,
        world.secretary,
        stance=Statement.Stance.OPPOSES,
        quote="دیگر نمی‌پذیریم",
        stated_on=date(2026, 7, 1),
    )
    world.member.language, world.member.digits = "en", "latin"
    world.member.save()
    page = world.get(world.member, "index").content.decode()
    assert "opposes" in page
    assert "دیگر نمی‌پذیریم" in page
    assert "2 statements" in page


def test_the_matrix_of_a_round_holds_that_round_alone(world):
    later = make_round(world.group, world.secretary, "دور دوم")
    page = world.get(world.member, "index", query=f"?round={later.pk}").content.decode()
    assert world.statement.quote not in page


def secret(world, level):
    """A statement that the body `world.body` may read at most."""
    bodies = [world.body] if level == Confidentiality.BODIES else []
    issue = make_issue(world.group, world.secretary, "مسئلهٔ خاموش")
    return state(
        world.bloc,
        issue,
        world.secretary,
        round=world.round,
        stance=Statement.Stance.RESERVED,
        quote="سخن پوشیدهٔ بیرون از جلسه",
        confidentiality=level,
        bodies=bodies,
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_body_that_is_not_named_finds_no_trace_of_a_statement(world, level):
    before = {page: client_of(world.other).get(page).content for page in reading_pages(world)}
    counted = total(world.other, world.group)
    hidden = secret(world, level)
    assert total(world.other, world.group) == counted
    for page, content in before.items():
        after = client_of(world.other).get(page).content.decode()
        assert "سخن پوشیدهٔ" not in after, page
        assert f"statement-{hidden.pk}" not in after, page
        if "/rounds/" in page or "/actors/" in page:
            assert strip(after) == strip(content.decode()), page
    matrix = world.get(world.other, "index").content.decode()
    assert matrix.count("stance-wait") == 0
    assert world.get(world.other, "issue", hidden.issue_id).content.decode().count("<article") == 0
    assert client_of(world.other).get(reverse("trace", args=[hidden.address_id])).status_code == 404
    assert world.get(world.other, "correct", hidden.pk).status_code in {403, 404}


def strip(html: str) -> str:
    """A page without what differs at each load."""
    return "\n".join(line for line in html.splitlines() if "csrf" not in line.lower())


def test_a_named_body_and_the_secretariat_read_it(world):
    hidden = secret(world, Confidentiality.BODIES)
    for person in (world.member, world.secretary):
        page = world.get(person, "actor", world.bloc.pk).content.decode()
        assert hidden.quote in page


def test_a_hidden_round_is_not_named_beside_a_statement(world):
    world.round.address.confidentiality = Confidentiality.SECRETARIAT
    world.round.address.save()
    for name, item in (("actor", world.actor), ("issue", world.issue)):
        page = world.get(world.member, name, item.pk).content.decode()
        assert world.statement.quote in page
        assert "دور نخست" not in page
    assert "دور نخست" in world.get(world.secretary, "actor", world.actor.pk).content.decode()


def test_a_hidden_bloc_is_not_named_beside_its_member(world):
    world.bloc.address.confidentiality = Confidentiality.SECRETARIAT
    world.bloc.address.save()
    assert "همسایگان" not in world.get(world.member, "index").content.decode()
    page = world.get(world.member, "actor", world.actor.pk).content.decode()
    assert "همسایگان" not in page


def test_an_alignment_is_the_secretariats_unless_it_says_otherwise(world):
    align_actor(
        aligned=world.actor, kind="rival", note="گفت‌وگوی راهرو", actor=world.secretary, at=AT
    )
    for person, seen in ((world.secretary, True), (world.member, False)):
        page = world.get(person, "actor", world.actor.pk).content.decode()
        assert ("گفت‌وگوی راهرو" in page) is seen
    assert 'id="alignment"' not in world.get(world.member, "actor", world.actor.pk).content.decode()


def test_only_the_competent_bodies_see_a_circulating_position(world):
    assert world.get(world.member, "own", world.position.pk).status_code == 200
    assert world.get(world.other, "own", world.position.pk).status_code == 404
    for name, pks in (("index", ()), ("own_positions", ()), ("issue", (world.issue.pk,))):
        assert world.position.text not in world.get(world.other, name, *pks).content.decode()
    assert world.get(world.other, "approve", world.approval.pk).status_code == 404


def test_a_hidden_consideration_is_not_named_beside_a_position(world):
    hidden = make_consideration(
        world.group, world.secretary, confidentiality=Confidentiality.SECRETARIAT
    )
    world.position.considerations.add(hidden)
    assert hidden.text not in world.get(world.member, "own", world.position.pk).content.decode()
    assert hidden.text in world.get(world.secretary, "own", world.position.pk).content.decode()


def test_a_representative_approves_and_the_secretary_declares(world):
    page = world.get(world.member, "own", world.position.pk).content.decode()
    assert world.url("approve", world.approval.pk) in page
    done = client_of(world.member).post(world.url("approve", world.approval.pk), {"note": ""})
    assert done.status_code == 302
    page = world.get(world.secretary, "own", world.position.pk).content.decode()
    assert world.url("declare", world.position.pk) in page
    client_of(world.secretary).post(
        world.url("declare", world.position.pk), {"confidentiality": "group"}
    )
    assert world.get(world.other, "own", world.position.pk).status_code == 200


def test_until_all_have_approved_the_page_says_who_is_awaited(world):
    page = world.get(world.secretary, "own", world.position.pk).content.decode()
    assert world.url("declare", world.position.pk) not in page
    assert "سازمان آب" in page
    refused = client_of(world.secretary).post(
        world.url("declare", world.position.pk), {"confidentiality": "group"}
    )
    assert refused.status_code == 409


def test_a_representative_returns_with_what_should_change(world):
    client = client_of(world.member)
    again = client.post(world.url("return", world.approval.pk), {"note": ""})
    assert again.status_code == 200
    client.post(world.url("return", world.approval.pk), {"note": "پایش را بیفزایید"})
    page = world.get(world.secretary, "own", world.position.pk).content.decode()
    assert "پایش را بیفزایید" in page
    assert world.url("change", world.position.pk) in page


def test_the_secretary_records_everything_by_form(world):
    client = client_of(world.secretary)
    client.post(
        world.url("new_round"),
        {"names_fa": "دور سوم", "starts_on": "۱۴۰۵/۷/۱", "confidentiality": "group"},
    )
    assert Round.objects.get(names__fa="دور سوم").starts_on == date(2026, 9, 23)
    client.post(
        world.url("new_actor"),
        {"names_fa": "کوهستان", "kind": "state", "confidentiality": "group"},
    )
    actor = Actor.objects.get(names__fa="کوهستان")
    client.post(world.url("join", actor.pk), {"bloc": world.bloc.pk})
    client.post(world.url("new_issue"), {"names_fa": "پایش", "confidentiality": "group"})
    issue = Issue.objects.get(names__fa="پایش")
    client.post(
        world.url("new_statement"),
        {
            "declared_by": actor.pk,
            "issue": issue.pk,
            "stance": "conditional",
            "quote": "اگر همه بپذیرند",
            "source": "یادداشت",
            "confidentiality": "bodies",
            "bodies": [world.body.pk],
        },
    )
    said = Statement.objects.get(actor=actor)
    assert list(said.address.bodies.all()) == [world.body]
    client.post(
        world.url("correct", said.pk),
        {
            "stance": "opposes",
            "quote": "نه",
            "source": "یادداشت",
            "reason": "نادرست",
            "confidentiality": "group",
        },
    )
    said.refresh_from_db()
    assert said.stance == "opposes"
    client.post(world.url("align", actor.pk), {"kind": "rival", "confidentiality": "secretariat"})
    assert actor.alignments.get().kind == "rival"
    client.post(world.url("leave", actor.pk), {"bloc": world.bloc.pk})
    assert not actor.blocs.exists()


def test_an_own_position_is_drafted_reworded_and_sent_by_form(world):
    client = client_of(world.secretary)
    client.post(
        world.url("draft"),
        {"issue": world.issue.pk, "stance": "supports", "texts_fa": "می‌پذیریم"},
    )
    position = OwnPosition.objects.get(state="draft")
    client.post(world.url("change", position.pk), {"stance": "opposes", "texts_fa": "نمی‌پذیریم"})
    client.post(world.url("circulate", position.pk), {"bodies": [world.body.pk]})
    position.refresh_from_db()
    assert (position.stance, position.state) == ("opposes", "circulated")


def test_what_an_act_refuses_is_said_in_the_form(world):
    hidden = make_actor(
        world.group, world.secretary, "پنهان", confidentiality=Confidentiality.SECRETARIAT
    )
    page = client_of(world.secretary).post(
        world.url("new_statement"),
        {
            "declared_by": hidden.pk,
            "issue": world.issue.pk,
            "stance": "neutral",
            "quote": "آنچه نوشتم",
            "source": "یادداشت",
            "confidentiality": "group",
        },
    )
    assert page.status_code == 200
    assert "form-errors" in page.content.decode()
    assert "آنچه نوشتم" in page.content.decode()
    assert not hidden.statements.exists()


def test_named_bodies_must_be_named(world):
    page = client_of(world.secretary).post(
        world.url("align", world.actor.pk), {"kind": "rival", "confidentiality": "bodies"}
    )
    assert page.status_code == 200
    assert not world.actor.alignments.exists()


def grow(world):
    for number in range(8):
        actor = make_actor(world.group, world.secretary, f"کشور {number}")
        issue = make_issue(world.group, world.secretary, f"مسئلهٔ {number}")
        join_bloc(member=actor, bloc=world.bloc, actor=world.secretary, at=AT)
        state(actor, world.issue, world.secretary, round=world.round)
        state(
            world.actor,
            issue,
            world.secretary,
            confidentiality=Confidentiality.BODIES,
            bodies=[world.body],
        )
        body = make_body()
        _position, (approval,) = circulated(issue, world.secretary, body)
        approve_position(approval=approval, note="نامه", actor=world.secretary, at=AT)


QUERIES = {"index": 22, "rounds": 20, "own_positions": 22, "actor": 24, "issue": 25, "round": 21}


@pytest.mark.parametrize("name", list(QUERIES))
def test_pages_need_no_more_queries_when_they_grow(world, name, django_assert_max_num_queries):
    grow(world)
    pk = {"actor": world.actor.pk, "issue": world.issue.pk, "round": world.round.pk}.get(name)
    client = client_of(world.secretary)
    page = world.url(name, *([pk] if pk else []))
    client.get(page)
    with django_assert_max_num_queries(QUERIES[name]):
        client.get(page)


def test_a_declared_position_stands_in_everybodys_matrix(world):
    approve_position(approval=world.approval, actor=world.member, at=AT)
    world.position.refresh_from_db()
    declare_position(
        position=world.position,
        confidentiality=Confidentiality.GROUP,
        actor=world.secretary,
        at=AT,
    )
    page = world.get(world.other, "index").content.decode()
    assert world.url("own", world.position.pk) in page


def test_another_groups_items_are_not_found_here(world):
    elsewhere: Group = make_group()
    secretary = make_secretary(elsewhere)
    foreign = make_actor(elsewhere, secretary)
    seat(secretary, world.group, Role.SECRETARY)
    assert world.get(secretary, "actor", foreign.pk).status_code == 404
