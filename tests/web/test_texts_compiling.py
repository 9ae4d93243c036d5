"""The compilation, single parts of amendments, the procedure and corrections, as pages."""

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import propose_treatment, rule_operations
from dabir.stages.texts.compiling.compiled import kept_form
from dabir.stages.texts.models import Amendment, OperationRuling, OptionSupport
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.factories import seat as seated
from tests.stages.drafts import UIDS, add_note, edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

SECRET = "هر فصل پنهانی"


class World:
    """Three bodies amend one clause; what one of them proposes only it and the desk may read."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other, self.third = map(make_body, ("اتحادیه", "انجمن", "بنیاد"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.guest = make_person()
        seated(self.guest, self.group, Role.GUEST)
        self.text = make_text(self.group, self.secretary)
        self.first = propose(
            self.text,
            self.member,
            edit(self.text, "one", "هر ماه", "هر هفته"),
            add_note("one", "جلسه‌ها علنی است."),
            body=self.body,
        )
        self.second = propose(
            self.text,
            self.secretary,
            edit(self.text, "one", "هر ماه", "هر دو هفته"),
            body=self.third,
        )
        self.hidden = propose(
            self.text,
            self.neighbour,
            edit(self.text, "one", "هر ماه گزارش", SECRET),
            body=self.other,
            confidentiality=Confidentiality.BODIES,
            bodies=[self.other],
        )
        self.version = self.text.versions.get()

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def slot(self, reader):
        return next(each for each in kept_form(self.version, reader).contests if each.part)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary)
    return client


def page(client, world, name, *more, **query):
    response = client.get(world.url(name, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def test_options_stand_beside_one_another_with_who_holds_them(as_secretary, world):
    html = page(as_secretary, world, "compilation")
    for words in ("هفته", "پنهانی", "اتحادیه", "انجمن", "بنیاد", "همان عبارت را تغییر می‌دهند"):
        assert words in html


def test_a_reader_meets_neither_hidden_words_nor_a_sign_of_them(client, world):
    client.force_login(world.member)
    html = page(client, world, "compilation")
    assert "هفته" in html
    assert "انجمن" not in html
    assert "پنهانی" not in html
    assert str(world.slot(world.secretary).uid) not in html
    for name in ("decide_contest", "merge_contest"):
        assert world.url(name, world.slot(world.member).uid) not in html


def test_a_place_of_others_is_not_there_for_who_may_not_see_it(client, world):
    client.force_login(world.member)
    hidden = world.slot(world.secretary)
    option = hidden.proposed[0].uid
    assert client.get(world.url("support_option", hidden.uid, option)).status_code == 404


def test_guests_read_and_are_offered_nothing(client, world):
    client.force_login(world.guest)
    for name in ("compilation", "procedure"):
        assert client.get(world.url(name)).status_code in {200, 404}
    slot = world.slot(world.secretary)
    assert client.post(world.url("decide_contest", slot.uid), {}).status_code in {403, 404}


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({"conflicts": "on"}, True),
        ({"status": "open"}, True),
        ({"status": "decided"}, False),
        ({"clause": UIDS["one"]}, True),
        ({"clause": "nonsense"}, True),
        ({"page": "nonsense"}, True),
    ],
)
def test_contested_places_are_filtered(as_secretary, world, query, there):
    html = page(as_secretary, world, "compilation", **query)
    assert ('class="contest ' in html) is there


def test_places_are_filtered_by_who_proposed(as_secretary, world):
    assert 'class="contest ' in page(as_secretary, world, "compilation", body=world.third.pk)
    world.second.state = "withdrawn"
    world.second.save()
    assert 'class="contest ' in page(as_secretary, world, "compilation", body=world.body.pk)


def test_the_secretariat_adopts_an_option_and_takes_it_back(as_secretary, world):
    slot = world.slot(world.secretary)
    chosen = next(each for each in slot.proposed if world.second.number in each.numbers)
    back = world.url("compilation") + "?conflicts=on"
    response = as_secretary.post(
        world.url("decide_contest", slot.uid), {"choose": chosen.uid, "back": back}
    )
    assert response.headers["Location"] == f"{back}#{slot.uid}"
    rulings = dict(OperationRuling.objects.values_list("amendment__number", "ruling"))
    assert rulings == {1: "rejected", 2: "accepted", 3: "rejected"}
    as_secretary.post(world.url("decide_contest", slot.uid), {"undo": "1", "back": "//evil"})
    assert not OperationRuling.objects.exists()


def test_the_way_back_leads_nowhere_else(as_secretary, world):
    slot = world.slot(world.secretary)
    response = as_secretary.post(
        world.url("decide_contest", slot.uid), {"bracket": "1", "back": "https://example.org/"}
    )
    assert response.headers["Location"] == world.url("compilation") + f"#{slot.uid}"
    assert set(OperationRuling.objects.values_list("ruling", flat=True)) == {"bracketed"}


@pytest.mark.parametrize("sent", [{"choose": "o0"}, {}])
def test_nonsense_about_a_place_decides_nothing(as_secretary, world, sent):
    as_secretary.post(world.url("decide_contest", "s0"), sent)
    assert not OperationRuling.objects.exists()


def test_members_decide_nothing(client, world):
    client.force_login(world.member)
    slot = world.slot(world.member)
    response = client.post(world.url("decide_contest", slot.uid), {"bracket": "1"})
    assert response.status_code == 403


def test_the_secretariat_merges_options(as_secretary, world):
    slot = world.slot(world.secretary)
    html = page(as_secretary, world, "merge_contest", slot.uid)
    # Each option stands by itself, with its words marked and who holds it.
    assert html.count('role="listitem"') == len(slot.options)
    for option in slot.proposed:
        assert all(world.url("amendment", number) in html for number in option.numbers)
    assert "<ins>هفته</ins>" in html
    assert str(world.body) in html
    assert "<bdi>مادهٔ ۱</bdi>" in html or "<bdi>ماده ۱</bdi>" in html
    as_secretary.post(world.url("merge_contest", slot.uid), {"words": "هر پانزده روز"})
    made = Amendment.objects.get(number=4)
    assert made.merges.count() == 3
    html = page(as_secretary, world, "amendment", made.number)
    assert world.url("amendment", 1) in html


def test_a_member_stands_behind_words_of_others(client, world):
    client.force_login(world.neighbour)
    slot = world.slot(world.neighbour)
    option = next(each for each in slot.proposed if world.second.number in each.numbers)
    address = world.url("support_option", slot.uid, option.uid)
    assert client.get(address).status_code == 200
    sent = {"amendment": world.second.pk, "body": world.other.pk, "how": "join"}
    client.post(address, sent)
    assert OptionSupport.objects.get().body == world.other
    client.post(address, sent | {"how": "leave"})
    assert not OptionSupport.objects.exists()


def test_one_part_of_an_amendment_is_ruled_on(as_secretary, world):
    assert as_secretary.get(world.url("rule_part", 1, 1)).status_code == 200
    as_secretary.post(world.url("rule_part", 1, 1), {"ruling": "accepted"})
    world.first.refresh_from_db()
    assert world.first.state == "proposed"
    html = page(as_secretary, world, "amendment", 1)
    assert world.url("rule_part", 1, 0) in html
    as_secretary.post(world.url("rule_part", 1, 1), {"ruling": "reopen"})
    assert not OperationRuling.objects.exists()
    assert as_secretary.get(world.url("rule_part", 1, 9)).status_code == 404


def test_its_proposer_withdraws_one_part(client, world):
    client.force_login(world.member)
    assert client.get(world.url("withdraw_part", 1, 0)).status_code == 200
    client.post(world.url("withdraw_part", 1, 0), {"reason": ""})
    assert OperationRuling.objects.get().ruling == "withdrawn"
    client.force_login(world.neighbour)
    assert client.get(world.url("withdraw_part", 1, 1)).status_code == 403


def test_other_words_are_proposed_for_those_of_an_amendment(client, world):
    client.force_login(world.neighbour)
    address = world.url("amend_amendment", 1, UIDS["one"])
    html = client.get(address).content.decode()
    assert "هر هفته" in html
    sent = {
        "heading_fa": "گزارش",
        "text_fa": "کارگروه هر هفته یک بار گزارش می‌دهد.",
        "text_en": "The group reports every month.",
        "body": world.other.pk,
        "confidentiality": "group",
    }
    client.post(address, sent)
    below = Amendment.objects.get(amends=world.first)
    assert world.url("amendment", below.number) in page(client, world, "amendment", 1)
    assert "یک بار" in page(client, world, "amendment", below.number)


def test_a_clause_is_corrected_while_amendments_are_pending(as_secretary, world):
    address = world.url("correct", UIDS["two"])
    assert as_secretary.get(address).status_code == 200
    sent = {
        "text_fa": "دبیرخانه گزارش را همگانی می‌کند.",
        "text_en": "The secretariat publishes it.",
    }
    assert as_secretary.post(address, sent).status_code == 200
    as_secretary.post(address, sent | {"reason": "لغزش قلم بود."})
    assert world.text.versions.count() == 2
    world.first.refresh_from_db()
    assert world.first.base == world.text.versions.last()


def test_the_procedure_is_proposed_answered_and_dealt_with_as_one_block(client, world):
    client.force_login(world.secretary)
    assert client.get(world.url("treat", 1)).status_code == 200
    client.post(world.url("treat", 1), {"what": "reject"})
    assert not world.first.treatments.exists()
    client.post(world.url("treat", 1), {"what": "reject", "reason": "ماه بس است."})
    client.force_login(world.member)
    assert client.get(world.url("answer_treatment", 1)).status_code == 200
    client.post(world.url("answer_treatment", 1), {"body": world.body.pk, "agrees": "yes"})
    client.force_login(world.secretary)
    html = page(client, world, "procedure")
    assert 'name="amendments" value="1"' in html
    client.post(world.url("block"), {"amendments": "1 x " + "9" * 40})
    world.first.refresh_from_db()
    assert world.first.state == "rejected"


def test_nobody_agrees_to_what_was_proposed_since_they_read_it(client, world):
    about = {"amendment": world.first, "actor": world.secretary, "at": AT}
    propose_treatment(what="accept", **about)
    client.force_login(world.member)
    address = world.url("answer_treatment", 1)
    seen = client.get(address).context["form"].initial["seen"]
    propose_treatment(what="reject", reasons={"fa": "ماه بس است."}, **about)
    sent = {"body": world.body.pk, "agrees": "yes", "reason": "خوب است.", "seen": seen}
    html = client.post(address, sent).content.decode()
    assert "ماه بس است." in html
    assert "خوب است." in html
    answers = world.first.treatments.get().answers
    assert not answers.exists()
    now = client.get(address).context["form"].initial["seen"]
    assert f'value="{now}"' in html
    client.post(address, sent | {"seen": now})
    assert answers.get().agrees


def test_a_block_that_is_not_agreed_is_not_ruled(as_secretary, world):
    propose_treatment(amendment=world.first, what="accept", actor=world.secretary, at=AT)
    as_secretary.post(world.url("block"), {"amendments": "1"})
    world.first.refresh_from_db()
    assert world.first.state == "proposed"


def test_the_procedure_of_a_hidden_amendment_is_hidden(client, world):
    propose_treatment(
        amendment=world.hidden,
        what="discuss",
        reasons={"fa": "بحثی است"},
        actor=world.secretary,
        at=AT,
    )
    client.force_login(world.member)
    html = page(client, world, "procedure")
    assert "بحثی است" not in html
    assert "انجمن" not in html
    assert client.get(world.url("answer_treatment", 3)).status_code == 404
    client.force_login(world.neighbour)
    assert "بحثی است" in page(client, world, "procedure")


def test_the_preview_says_what_goes_along_in_brackets(as_secretary, world):
    for amendment, ruling in ((world.second, "bracketed"), (world.first, "accepted")):
        places = [1] if amendment == world.first else None
        rule_operations(
            amendment=amendment, ruling=ruling, places=places, actor=world.secretary, at=AT
        )
    html = page(as_secretary, world, "derive")
    assert "آنچه در کروشه همراه می‌رود" in html
    as_secretary.post(world.url("derive"), {"renumbering": "on"})
    assert world.text.versions.count() == 2


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_pages_speak_the_readers_language(client, world, language):
    world.secretary.language = language
    world.secretary.save()
    client.force_login(world.secretary)
    slot = world.slot(world.secretary)
    propose_treatment(amendment=world.first, what="accept", actor=world.secretary, at=AT)
    addresses = [
        world.url("compilation"),
        world.url("procedure"),
        world.url("amendment", 1),
        world.url("merge_contest", slot.uid),
        world.url("support_option", slot.uid, slot.proposed[0].uid),
        world.url("rule_part", 1, 0),
        world.url("treat", 2),
        world.url("answer_treatment", 1),
        world.url("correct", UIDS["two"]),
        world.url("amend_amendment", 1, UIDS["one"]),
    ]
    for address in addresses:
        html = client.get(address).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert left_in_english(html, "texts") == [], address


def test_a_kept_compilation_takes_a_few_queries(as_secretary, world, django_assert_max_num_queries):
    page(as_secretary, world, "compilation")
    with django_assert_max_num_queries(30):
        page(as_secretary, world, "compilation")
    with django_assert_max_num_queries(30):
        page(as_secretary, world, "procedure")
