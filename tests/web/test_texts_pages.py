"""The pages of the texts stage: who sees which, what they do, in how many queries."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    UpstreamDraft,
    ask_redraft,
    derive_version,
    enter_upstream,
    ground_clause,
    note_finding,
    rule_amendment,
    set_guard,
)
from dabir.stages.texts.models import Amendment, Text
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import (
    UIDS,
    add_note,
    delete,
    edit,
    make_call,
    make_consideration,
    make_text,
    propose,
)
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

OPEN = ("text", "amendments", "compare", "compilation", "grounds", "examination")
CLAUSE = ("clause", "words", "move", "delete")
DESK = ("rename", "readers", "shelve", "consult", "derive", "new_upstream", "guard")


class World:
    """A group with a text in its second version, with amendments pending and ruled."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST)
        self.stranger = make_person()
        self.text = make_text(self.group, self.secretary)
        self.consideration = make_consideration(self.group, self.secretary)
        make_consideration(self.group, self.secretary)
        ground_clause(
            clause=self.text.versions.get().clauses.get(uid=UIDS["one"]),
            consideration=self.consideration,
            actor=self.secretary,
            at=AT,
        )
        first = propose(
            self.text, self.member, edit(self.text, "one", "هر ماه", "هر هفته"), body=self.body
        )
        rule_amendment(amendment=first, accept=True, actor=self.secretary, at=AT)
        derive_version(text=self.text, actor=self.secretary, at=AT)
        for new in ("هر روز", "هر دو هفته"):
            propose(self.text, self.member, edit(self.text, "one", "هر هفته", new), body=self.body)
        added = propose(self.text, self.member, add_note("one", "تبصرهٔ تازه."), body=self.body)
        rule_amendment(amendment=added, accept=True, actor=self.secretary, at=AT)
        make_call(self.group, self.secretary)
        self._examine()

    def _examine(self):
        clause = self.text.versions.last().clauses.get(uid=UIDS["one"])
        self.document = enter_upstream(
            group=self.group,
            names={"fa": "قانون بالادست"},
            rank="statute",
            clauses=[UpstreamDraft("ماده ۷", "گزارش همگانی است.")],
            actor=self.secretary,
            at=AT,
        )
        note_finding(
            clause=clause,
            upstream=self.document.clauses.get(),
            outcome="gap",
            notes={"fa": "دربارهٔ انتشار چیزی نمی‌گوید."},
            actor=self.secretary,
            at=AT,
        )
        self.red_line = make_consideration(self.group, self.secretary)
        self.red_line.kind = "red_line"
        self.red_line.save()
        self.guard = set_guard(
            clause=clause,
            consideration=self.red_line,
            language="fa",
            must_contain=["هر ماه"],
            actor=self.secretary,
            at=AT,
        )

    def url(self, name, *more, **query):
        address = reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])
        return f"{address}?{urlencode(query)}" if query else address

    def pages(self):
        yield reverse("texts:index", args=[self.group.code])
        yield from (self.url(name) for name in OPEN)
        yield self.url("text", version=0, language="both")
        yield self.url("compare", **{"from": 0, "to": 1, "view": "beside"})
        yield self.url("amendments", conflicts="on", state="proposed", clause=UIDS["one"])
        yield from (self.url("amendment", number) for number in (1, 2, 3, 4))
        yield self.url("clause", UIDS["one"])
        yield reverse("texts:upstream", args=[self.group.code, self.document.pk])

    def working_pages(self):
        yield from (self.url(name, UIDS["two"]) for name in CLAUSE)
        yield self.url("add", after=UIDS["two"])
        yield from (self.url(name, 2) for name in ("withdraw", "cosponsor"))
        yield self.url("finding")

    def desk_pages(self):
        yield reverse("texts:new", args=[self.group.code])
        yield from (self.url(name) for name in DESK)
        yield self.url("unguard", self.guard.pk)
        yield self.url("ground", UIDS["two"])
        yield from (self.url(name, 2) for name in ("accept", "reject", "ask_redraft"))


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary)
    return client


def test_members_read_every_page(client, world):
    for person in (world.secretary, world.member):
        client.force_login(person)
        for address in [*world.pages(), *world.working_pages()]:
            assert client.get(address).status_code == 200, address


def test_the_desk_is_for_the_secretariat(client, world):
    client.force_login(world.secretary)
    for address in world.desk_pages():
        assert client.get(address).status_code == 200, address
    client.force_login(world.member)
    for address in world.desk_pages():
        assert client.get(address).status_code == 403, address


def test_a_guest_finds_the_list_empty_and_no_text(client, world):
    client.force_login(world.guest)
    index, *others = [*world.pages(), *world.working_pages()]
    assert world.text.names["fa"] not in client.get(index).content.decode()
    for address in others:
        assert client.get(address).status_code == 404, address


def test_to_strangers_the_group_does_not_exist(client, world):
    client.force_login(world.stranger)
    for address in [*world.pages(), *world.working_pages(), *world.desk_pages()]:
        assert client.get(address).status_code == 404, address


def test_the_public_is_asked_to_sign_in(client, world):
    for address in world.pages():
        assert client.get(address).status_code == 302, address


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_speaks_the_readers_language(client, world, language):
    person = world.secretary
    person.language = language
    person.save()
    client.force_login(person)
    for address in [*world.pages(), *world.working_pages(), *world.desk_pages()]:
        html = client.get(address).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert left_in_english(html, "texts") == [], address


def test_a_page_of_a_text_of_another_group_is_not_found(as_secretary, world):
    other = make_group()
    text = make_text(other, make_secretary(other))
    address = reverse("texts:text", args=[world.group.code, text.pk])
    assert as_secretary.get(address).status_code == 404


def test_reading_takes_as_many_queries_for_a_long_text_as_for_a_short_one(
    as_secretary, world, django_assert_max_num_queries
):
    with django_assert_max_num_queries(32):
        as_secretary.get(world.url("text"))
    with django_assert_max_num_queries(32):
        as_secretary.get(world.url("amendments"))
    # The first reader has it compiled; after that it is kept.
    as_secretary.get(world.url("compilation"))
    with django_assert_max_num_queries(34):
        as_secretary.get(world.url("compilation"))


def test_conflicts_are_shown_in_a_cluster(as_secretary, world):
    html = as_secretary.get(world.url("amendments")).content.decode()
    assert "نیازمند تصمیم" in html
    assert "همان عبارت را تغییر می‌دهند" in html


def test_the_differences_are_shown_before_an_amendment_is_sent(client, world):
    client.force_login(world.member)
    words = {"text_fa": "دبیرخانه گزارش سالانه را منتشر می‌کند.", "preview": "1"}
    given = words | {"body": world.body.pk, "confidentiality": "group"}
    html = client.post(world.url("words", UIDS["two"]), given).content.decode()
    assert "<ins>سالانه </ins>" in html or "<ins> سالانه</ins>" in html
    assert world.text.amendments.count() == 4


def test_the_preview_of_a_script_is_a_fragment(client, world):
    client.force_login(world.member)
    given = {"text_fa": "دبیرخانه", "body": world.body.pk, "confidentiality": "group"}
    html = client.post(
        world.url("words", UIDS["two"]), given, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<del>" in html
    assert "<html" not in html


def test_a_member_proposes_other_words(client, world):
    client.force_login(world.member)
    given = {
        "text_fa": "دبیرخانه گزارش سالانه را منتشر می‌کند.",
        "text_en": "The secretariat publishes the report.",
        "reason": "دقیق‌تر است.",
        "body": world.body.pk,
        "confidentiality": "group",
    }
    response = client.post(world.url("words", UIDS["two"]), given)
    assert response.url == world.url("amendment", 5)
    made = world.text.amendments.get(number=5)
    assert (made.proposer, made.reasons) == (world.body, {"fa": "دقیق‌تر است."})
    assert [each["kind"] for each in made.operations] == ["edit"]


def test_words_that_did_not_change_are_refused_on_the_form(client, world):
    client.force_login(world.member)
    base = world.text.versions.last().clauses.get(uid=UIDS["two"])
    given = {f"text_{each.language}": each.text for each in base.wordings.all()}
    given |= {"body": world.body.pk, "confidentiality": "group"}
    html = client.post(world.url("words", UIDS["two"]), given).content.decode()
    assert "چیزی را تغییر نمی‌دهد" in html


@pytest.mark.parametrize(
    ("name", "given", "kind"),
    [
        ("add", {"kind": "note", "place": f"{UIDS['two']}|", "text_fa": "تبصره."}, "add"),
        ("move", {"place": f"|{UIDS['two']}"}, "move"),
        ("delete", {}, "delete"),
    ],
)
def test_members_add_move_and_take_out_clauses(client, world, name, given, kind):
    client.force_login(world.member)
    address = world.url(name) if name == "add" else world.url(name, UIDS["one"])
    given = given | {"body": world.body.pk, "confidentiality": "group"}
    assert client.post(address, given).status_code == 302
    assert world.text.amendments.get(number=5).operations[0]["kind"] == kind


def test_a_clause_cannot_be_put_into_itself(client, world):
    client.force_login(world.member)
    given = {"place": f"{UIDS['note']}|", "body": world.body.pk, "confidentiality": "group"}
    assert client.post(world.url("move", UIDS["two"]), given).status_code == 200
    assert world.text.amendments.count() == 4


def test_an_amendment_sent_back_is_drafted_again_from_its_page(client, world):
    amendment = world.text.amendments.get(number=2)
    ask_redraft(amendment=amendment, reasons={"fa": "مبهم"}, actor=world.secretary, at=AT)
    client.force_login(world.member)
    page = client.get(world.url("amendment", 2))
    address = page.context["redraft_url"]
    assert address in page.content.decode()
    assert client.get(address).status_code == 200
    given = {"text_fa": "کارگروه هر سه هفته گزارش می‌دهد.", "heading_fa": "گزارش"}
    assert client.post(address, given | {"text_en": "The group reports every month."}).url == (
        world.url("amendment", 2)
    )
    amendment.refresh_from_db()
    assert (amendment.state, amendment.proposer) == (Amendment.State.PROPOSED, world.body)


def test_the_secretariat_rules_and_makes_the_next_version(as_secretary, world):
    as_secretary.post(world.url("accept", 2), {"reason": ""})
    as_secretary.post(world.url("reject", 3), {"reason": "دیگری پذیرفته شد."})
    page = as_secretary.get(world.url("derive"))
    assert len(page.context["accepted"]) == 2
    assert as_secretary.post(world.url("derive"), {"note": "پس از جلسه"}).status_code == 302
    assert world.text.versions.last().order == 2
    assert world.text.versions.last().note == "پس از جلسه"


def test_a_rejection_without_a_reason_is_asked_for_one(as_secretary, world):
    assert as_secretary.post(world.url("reject", 3), {"reason": " "}).status_code == 200
    assert world.text.amendments.get(number=3).state == Amendment.State.PROPOSED


def test_what_cannot_be_adopted_together_is_said_before_the_version_is_made(as_secretary, world):
    for number in (2, 3):
        as_secretary.post(world.url("accept", number), {"reason": ""})
    html = as_secretary.get(world.url("derive")).content.decode()
    assert "نمی‌توان با هم پذیرفت" in html
    assert as_secretary.post(world.url("derive"), {"note": ""}).status_code == 200
    assert world.text.versions.count() == 2


def test_the_zero_draft_is_typed_previewed_and_saved(as_secretary, world):
    text = make_text(world.group, world.secretary, zero=False)
    address = reverse("texts:zero", args=[world.group.code, text.pk])
    given = {"own": "ماده ۱- یکم.\nتبصره- دوم.", "translation": "Article 1. One.\nNote. Two."}
    page = as_secretary.post(address, given | {"preview": "1"})
    assert [row.mark for row in page.context["preview"]] == ["ماده واحده", "تبصره"]
    assert not text.versions.exists()
    assert as_secretary.post(address, given).status_code == 302
    assert [clause.text for clause in text.versions.get().clauses.all()] == ["یکم.", "دوم."]
    assert as_secretary.get(address).context["form"].initial["own"].startswith("ماده واحده")


def test_languages_that_part_are_said_on_the_form(as_secretary, world):
    text = make_text(world.group, world.secretary, zero=False)
    address = reverse("texts:zero", args=[world.group.code, text.pk])
    page = as_secretary.post(address, {"own": "ماده ۱- یکم.", "translation": "Note. One."})
    assert "از هم جدا می‌شوند" in page.content.decode()
    assert not text.versions.exists()


def test_a_text_without_a_draft_says_what_to_do_next(as_secretary, world):
    text = make_text(world.group, world.secretary, zero=False)
    address = reverse("texts:text", args=[world.group.code, text.pk])
    assert reverse("texts:zero", args=[world.group.code, text.pk]) in (
        as_secretary.get(address).content.decode()
    )


def test_a_text_is_started_renamed_disclosed_and_shelved(as_secretary, world):
    given = {"titles_fa": "طرح تازه", "kind": "plan", "language": "fa", "confidentiality": "group"}
    as_secretary.post(reverse("texts:new", args=[world.group.code]), given)
    assert Text.objects.filter(names__fa="طرح تازه").exists()
    as_secretary.post(world.url("rename"), {"titles_fa": "نام دیگر", "kind": "plan"})
    as_secretary.post(world.url("readers"), {"confidentiality": "public"})
    as_secretary.post(world.url("shelve"), {"reason": "منتفی شد."})
    world.text.refresh_from_db()
    assert world.text.names["fa"] == "نام دیگر"
    assert world.text.address.confidentiality == Confidentiality.PUBLIC
    assert world.text.state == Text.State.SHELVED


def test_grounds_are_noted_and_taken_back(as_secretary, world):
    given = {"consideration": world.consideration.pk}
    assert as_secretary.post(world.url("ground", UIDS["two"]), given).status_code == 302
    clause = world.text.versions.last().clauses.get(uid=UIDS["two"])
    held = clause.grounds.get()
    as_secretary.post(world.url("unground", UIDS["two"], held.pk))
    assert not clause.grounds.exists()


def test_a_crossed_red_line_says_why(as_secretary, world):
    html = as_secretary.get(world.url("examination")).content.decode()
    assert "نمی‌گوید «هر ماه»" in html
    as_secretary.post(world.url("unguard", world.guard.pk), {"reason": "لازم نیست."})
    assert not world.text.guards.exists()


def test_red_lines_are_guarded_documents_entered_and_findings_noted(as_secretary, world):
    clause = world.text.versions.last().clauses.get(uid=UIDS["two"])
    given = {"consideration": world.red_line.pk, "clause": clause.pk, "language": "fa"}
    as_secretary.post(world.url("guard"), given | {"must_not_contain": "هرگز\nهیچ‌گاه"})
    assert world.text.guards.last().must_not_contain == ["هرگز", "هیچ‌گاه"]
    given = {"names_fa": "سیاست‌ها", "rank": "policy", "confidentiality": "group"}
    as_secretary.post(world.url("new_upstream"), given | {"clauses": "بند یکم\nبند دوم"})
    document = world.group.upstream_documents.last()
    assert [each.label for each in document.clauses.all()] == ["۱", "۲"]
    given = {"clause": clause.pk, "upstream": document.clauses.first().pk, "note": "می‌خواند."}
    given |= {"outcome": "consistent", "confidentiality": "group"}
    as_secretary.post(world.url("finding"), given)
    assert clause.findings.get().notes == {"fa": "می‌خواند."}


def test_clauses_are_put_up_for_comments(as_secretary, world):
    call = world.group.calls.get()
    as_secretary.post(world.url("consult"), {"call": call.pk})
    assert call.exhibits.count() == 3


def test_a_supporter_is_noted_and_a_proposer_withdraws(client, world):
    other = make_body()
    client.force_login(make_member(world.group, body=other))
    client.post(world.url("cosponsor", 2), {"body": other.pk})
    assert list(world.text.amendments.get(number=2).sponsors.all()) == [other]
    assert client.get(world.url("withdraw", 2)).status_code == 403
    client.force_login(world.member)
    client.post(world.url("withdraw", 2), {"reason": ""})
    assert world.text.amendments.get(number=2).state == Amendment.State.WITHDRAWN


def test_a_hidden_amendment_is_not_found_listed_or_counted(client, world):
    propose(
        world.text,
        world.secretary,
        delete("note"),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    client.force_login(world.member)
    assert client.get(world.url("amendment", 5)).status_code == 404
    listed = client.get(world.url("amendments")).context["listed"]
    assert [each.amendment.number for each in listed] == [1, 2, 3, 4]
    assert client.get(world.url("text")).context["live"] == 3


@pytest.mark.parametrize("name", ["clause", "words"])
def test_a_clause_that_is_not_there_is_not_found(as_secretary, world, name):
    stranger = "01a1ffc8-67d4-7786-9cf1-3b87fa943af1"
    assert as_secretary.get(world.url(name, stranger)).status_code == 404


def test_a_version_that_is_not_there_is_not_found(as_secretary, world):
    assert as_secretary.get(world.url("text", version=9)).status_code == 404
    assert as_secretary.get(world.url("compare", to="x")).status_code == 404


def test_an_earlier_version_is_compiled_with_what_became_of_it(as_secretary, world):
    html = as_secretary.get(world.url("compilation", version=0)).content.decode()
    assert world.url("amendment", 1) in html
    assert world.url("amendment", 2) not in html
