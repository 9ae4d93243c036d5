"""Grounds in parts and pages, many proposed links decided at once, and what pages ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    UpstreamDraft,
    begin_examination,
    enter_upstream,
    follow_text,
    ground_clause,
    note_finding,
    propose_links,
    receive_revision,
    set_guard,
    write_opinion,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.models import Ground, Likeness
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


@pytest.fixture
def version(text):
    return text.versions.get()


@pytest.fixture
def as_secretary(client, secretary):
    client.force_login(secretary)
    return client


def url(name, text, *more):
    return reverse(f"texts:{name}", args=[text.group.code, text.pk, *more])


def page(client, name, text, *more, **query):
    response = client.get(url(name, text, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def linked(version, considerations, key="one"):
    clause = version.clauses.get(uid=UIDS[key])
    propose_links(
        version=version,
        found=[Found(clause.pk, 0.6, [], consideration=each.pk) for each in considerations],
        at=AT,
    )
    return list(Likeness.objects.filter(clause=clause, consideration__in=considerations))


def part(html, key):
    return html.split(f'<h2 id="{key}"')[1].split("</section>")[0]


def test_grounds_come_in_parts_that_say_how_many_there_are(as_secretary, text, version, secretary):
    used, unused = (make_consideration(text.group, secretary) for _ in range(2))
    clause = version.clauses.get(uid=UIDS["one"])
    ground_clause(clause=clause, consideration=used, actor=secretary, at=AT)
    html = page(as_secretary, "grounds", text)
    assert clause.label not in part(html, "ungrounded")
    assert "(۲)" in part(html, "ungrounded")
    assert used.text not in part(html, "unused")
    assert unused.text in part(html, "unused")
    assert clause.label in part(html, "used")


def test_considerations_are_filtered_by_kind(as_secretary, text, secretary):
    plain, threat = (make_consideration(text.group, secretary) for _ in range(2))
    threat.kind = Consideration.Kind.THREAT
    threat.save()
    shown = part(page(as_secretary, "grounds", text, kind="threat"), "unused")
    assert threat.text in shown
    assert plain.text not in shown


def test_a_part_with_many_lines_leads_to_pages_of_its_own(as_secretary, text, secretary):
    made = [make_consideration(text.group, secretary) for _ in range(60)]
    together = part(page(as_secretary, "grounds", text), "unused")
    assert together.count("<li>") == 12
    assert "?part=unused" in together
    last = page(as_secretary, "grounds", text, part="unused", page=2)
    assert part(last, "unused").count("<li>") == 10
    assert 'id="ungrounded"' not in last
    assert made[-1].text in last + page(as_secretary, "grounds", text, part="unused")


def test_clauses_lead_to_the_links_that_are_proposed_for_them(
    as_secretary, text, version, secretary
):
    linked(version, [make_consideration(text.group, secretary) for _ in range(2)])
    html = part(page(as_secretary, "grounds", text), "ungrounded")
    assert f"?clause={UIDS['one']}" in html
    assert "۲ پیوند" in html
    only = part(page(as_secretary, "grounds", text, proposed="on"), "ungrounded")
    assert "(۱)" in only


def test_hidden_considerations_are_neither_listed_nor_counted(client, text, version, secretary):
    hidden = make_consideration(text.group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    clause = version.clauses.get(uid=UIDS["one"])
    member = make_member(text.group)
    client.force_login(member)
    before = page(client, "grounds", text)
    ground_clause(clause=clause, consideration=hidden, actor=secretary, at=AT)
    linked(version, [hidden], "two")
    after = page(client, "grounds", text)
    assert before.partition("<main")[2] == after.partition("<main")[2]


def test_several_proposed_links_become_grounds_at_once(as_secretary, text, version, secretary):
    links = linked(version, [make_consideration(text.group, secretary) for _ in range(3)])
    html = page(as_secretary, "links", text)
    assert html.count('name="link"') == 3
    chosen = [each.pk for each in links[:2]]
    answer = as_secretary.post(
        url("decide_links", text), {"link": chosen, "confirm": "1", "query": "kind=considerations"}
    )
    assert answer["Location"].endswith("?kind=considerations")
    assert Ground.objects.count() == 2
    assert Likeness.objects.get(pk=links[2].pk).state == Likeness.State.PROPOSED
    as_secretary.post(url("decide_links", text), {"link": [links[2].pk, "x"], "dismiss": "1"})
    assert Likeness.objects.get(pk=links[2].pk).state == Likeness.State.DISMISSED


def test_nothing_is_decided_where_one_of_the_links_cannot_be(
    as_secretary, text, version, secretary
):
    good = make_consideration(text.group, secretary)
    open_one = make_consideration(text.group, secretary)
    links = linked(version, [good, open_one])
    open_one.state = Consideration.State.PROPOSED
    open_one.save()
    as_secretary.post(
        url("decide_links", text), {"link": [each.pk for each in links], "confirm": "1"}
    )
    assert not Ground.objects.exists()
    as_secretary.post(url("decide_links", text), {"confirm": "1"})
    assert not Ground.objects.exists()


def test_upstream_clauses_are_not_confirmed_in_one(as_secretary, text, version, secretary):
    law = enter_upstream(
        group=text.group,
        names={"fa": "قانون"},
        rank="statute",
        clauses=[UpstreamDraft("ماده ۱", "گزارش هر ماه")],
        actor=secretary,
        at=AT,
    ).clauses.get()
    clause = version.clauses.get(uid=UIDS["one"])
    propose_links(version=version, found=[Found(clause.pk, 0.5, [], upstream=law.pk)], at=AT)
    link = Likeness.objects.get()
    assert 'name="link"' not in page(as_secretary, "links", text)
    answer = as_secretary.post(
        url("decide_links", text), {"link": [link.pk], "confirm": "1"}, follow=True
    )
    assert "یک‌جا تأیید نمی‌شود" in answer.content.decode()
    link.refresh_from_db()
    assert link.state == Likeness.State.PROPOSED


def test_who_may_not_see_a_link_does_not_decide_it(client, text, version, secretary):
    hidden = make_consideration(text.group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    (link,) = linked(version, [hidden])
    client.force_login(make_member(text.group))
    client.post(url("decide_links", text), {"link": [link.pk], "dismiss": "1"})
    link.refresh_from_db()
    assert link.state == Likeness.State.PROPOSED


class Examined:
    """A text with red lines, findings, opinions, links and grounds, and one that is followed."""

    def __init__(self, group, secretary):
        self.group, self.secretary = group, secretary
        self.text = make_text(group, secretary)
        self.version = self.text.versions.get()
        self.committee = make_group(parent=group, kind=Group.Kind.COMMITTEE)
        self.examination = begin_examination(
            version=self.version, committee=self.committee, actor=secretary, at=AT
        )
        self.followed = follow_text(
            group=group,
            titles={"fa": "متن دیگران"},
            issuer="مجمع",
            kind="rules",
            language="en",
            actor=secretary,
            at=AT,
        )
        self.rounds = 0

    def more(self):
        """Add one of each."""
        self.rounds += 1
        common = {"actor": self.secretary, "at": AT}
        line = make_consideration(self.group, self.secretary)
        line.kind = Consideration.Kind.RED_LINE
        line.save()
        guard = {"consideration": line, "language": "fa", "text": self.text}
        set_guard(**guard, must_contain=["هر ماه"], **common)
        judge = {"questions": {"fa": "آیا؟"}, "judge": self.secretary}
        set_guard(**guard, **judge, **common)
        words = f"هر {self.rounds} ماه"
        propose(self.text, self.secretary, edit(self.text, "one", "هر ماه", words))
        law = enter_upstream(
            group=self.group,
            names={"fa": f"قانون {self.rounds}"},
            rank="statute",
            clauses=[UpstreamDraft("ماده ۱", "گزارش هر ماه")],
            **common,
        ).clauses.get()
        clauses = list(self.version.clauses.all())
        clause = clauses[self.rounds % len(clauses)]
        note_finding(clause=clause, upstream=law, outcome="gap", notes={"fa": "خلأ"}, **common)
        write_opinion(
            examination=self.examination, clause=clause, said={"threats": {"fa": "تهدید"}}, **common
        )
        used, proposed = (make_consideration(self.group, self.secretary) for _ in range(2))
        ground_clause(clause=clause, consideration=used, **common)
        known = Likeness.objects.filter(clause__version=self.version)
        found = [Found(one.clause_id, 0.5, [], one.consideration_id) for one in known]
        found.append(Found(clause.pk, 0.5, [], consideration=proposed.pk))
        propose_links(version=self.version, found=found, at=AT)
        paragraphs = "\n\n".join(f"Article {n}. It says {n}." for n in range(1, self.rounds + 2))
        receive_revision(
            text=self.followed,
            data=paragraphs.encode(),
            name="text.txt",
            symbol=f"A/{self.rounds}",
            **common,
        )

    def addresses(self):
        own = ("red_lines", "examination", "concordance", "grounds", "links", "origins", "compare")
        found = {name: url(name, self.text) for name in own}
        found["revisions"] = url("revisions", self.followed)
        found["opinions"] = reverse(
            "texts:opinions", args=[self.committee.code, self.examination.pk]
        )
        return found


QUERIES = {
    "red_lines": 30,
    "examination": 30,
    "concordance": 25,
    "grounds": 30,
    "links": 25,
    "origins": 25,
    "compare": 25,
    "revisions": 20,
    "opinions": 25,
}
"""How many queries a page of examining may ask, whatever is examined."""


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_of_examining_ask_no_more_where_more_is_examined(as_secretary, group, secretary):
    examined = Examined(group, secretary)
    for _ in range(2):
        examined.more()
    few = {name: asked(as_secretary, one) for name, one in examined.addresses().items()}
    for _ in range(4):
        examined.more()
    many = {name: asked(as_secretary, one) for name, one in examined.addresses().items()}
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: many[name] for name in many if many[name] > QUERIES[name]} == {}
