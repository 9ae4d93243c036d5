"""Letters, referrals, tray, mails, record and roles: who sees what, and what they do there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.letters.acts import draft_letter, refer, register_letter
from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Content, Entry
from dabir.foundation.record.sealing import erase_contents, seal_now
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

SECRET = "موضوع پوشیدهٔ نامه"
OPEN = "دعوت به نشست همگانی"


class World:
    """A group with a letter for the secretariat and one for all, referred, and sealed acts."""

    def __init__(self):
        now = timezone.now()
        self.group = make_group()
        self.secretary = make_secretary(self.group, is_administrator=True)
        self.member = make_member(self.group)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())
        self.stranger = make_person()
        self.body = make_body(email="office@example.org")
        self.secret = self.letter(subject=SECRET, sender=self.body, kind="incoming")
        self.open = self.letter(
            subject=OPEN,
            kind="outgoing",
            confidentiality="group",
            signatory=self.secretary,
            receivers=[self.body],
            replies_to=self.secret,
            enclosures=[self.secret],
        )
        register_letter(letter=self.secret, actor=self.secretary, at=now)
        self.referral = refer(
            item=self.open,
            to=self.member,
            instruction="بررسی شود",
            due_on=(now + timedelta(days=3)).date(),
            actor=self.secretary,
            at=now,
        )
        seal_now(self.group, now)

    def letter(self, **details):
        return draft_letter(group=self.group, actor=self.secretary, at=timezone.now(), **details)

    def url(self, name, *args):
        return reverse(name, args=[self.group.code, *args])

    def pages(self):
        """Every page of these that the secretary may open, with what is in it."""
        return [
            self.url("letters:index"),
            self.url("letters:index") + "?words=نشست&kind=outgoing",
            self.url("letters:index") + "?words=هیچ",
            self.url("letters:letter", self.open.pk),
            self.url("letters:letter", self.secret.pk),
            *(self.url("letters:new", kind) for kind in Letter.Kind.values),
            self.url("letters:change", self.open.pk),
            *(self.url("letters:step", self.open.pk, event) for event in ("register", "send")),
            self.url("letters:step", self.secret.pk, "file"),
            reverse("refer", args=[self.open.address_id]),
            *(reverse("referral", args=[self.referral.pk, e]) for e in ("recall", "finish")),
            reverse("tray"),
            reverse("mails"),
            reverse("mails") + "?whose=all",
            reverse("mail", args=[Message.objects.first().pk]),
            self.url("record"),
            self.url("record_verify"),
            self.url("record_entry", Entry.objects.filter(group=self.group).first().pk),
            reverse("roles"),
        ]


@pytest.fixture
def world():
    return World()


def reader(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(response) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Every page ---------------------------------------------------------------------------------


def test_every_page_opens_in_both_languages(world):
    for language in ("fa", "en"):
        world.secretary.language = language
        world.secretary.save()
        client = reader(world.secretary)
        for url in world.pages():
            response = client.get(url)
            assert response.status_code == 200, url
            assert f'lang="{language}"' in response.content.decode(), url


def test_every_page_has_one_heading_and_no_inline_script_or_style(world):
    client = reader(world.secretary)
    for url in world.pages():
        html = client.get(url).content.decode()
        assert html.count("<h1") == 1, url
        assert "style=" not in html, url
        assert "onclick" not in html, url
        assert not re.search(r"<script(?![^>]*src)", html), url


def test_strangers_find_nothing(world):
    client = reader(world.stranger)
    for url in world.pages():
        response = client.get(url)
        if response.status_code == 200:
            assert SECRET not in words(response), url
            assert OPEN not in words(response), url
        else:
            assert response.status_code in {403, 404}, url


def test_the_public_is_asked_to_sign_in(world):
    for url in world.pages():
        assert Client().get(url).status_code == 302, url


def test_members_see_what_is_theirs_and_nothing_of_the_secretariats(world):
    client = reader(world.member)
    seen = []
    for url in world.pages():
        response = client.get(url)
        if response.status_code == 200:
            assert SECRET not in words(response), url
            seen.append(OPEN in words(response))
        else:
            assert response.status_code in {403, 404}, url
    assert any(seen)


def test_guests_see_no_letters_and_no_record(world):
    client = reader(world.guest)
    assert OPEN not in words(client.get(world.url("letters:index")))
    assert client.get(world.url("letters:letter", world.open.pk)).status_code == 404
    assert client.get(world.url("record")).status_code == 403


@pytest.mark.parametrize(
    ("name", "most"),
    [("letters:index", 16), ("record", 16), ("tray", 22)],
)
def test_lists_need_no_more_queries_when_they_grow(
    world, name, most, django_assert_max_num_queries
):
    for _ in range(12):
        letter = world.letter(
            subject="نامه", kind="outgoing", signatory=world.secretary, receivers=[make_body()] * 3
        )
        refer(
            item=letter,
            to=world.member,
            show=True,
            instruction="بررسی",
            actor=world.secretary,
            at=timezone.now(),
        )
    client = reader(world.secretary)
    url = reverse("tray") if name == "tray" else world.url(name)
    client.get(url)
    with django_assert_max_num_queries(most):
        client.get(url)


# --- What is done on them -----------------------------------------------------------------------


def test_a_letter_is_written_registered_and_sent(world, monkeypatch):
    # Numbers are of the year in which the letter goes out.
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    client = reader(world.secretary)
    data = {
        "subject": "یادآوری",
        "text": "با سلام",
        "receivers": [world.body.pk],
        "copies": [make_body().pk],
        "signatory": world.secretary.pk,
        "follows": world.open.pk,
        "urgency": "urgent",
        "classification": "ordinary",
        "confidentiality": "group",
    }
    response = client.post(world.url("letters:new", "outgoing"), data)
    letter = Letter.objects.latest("pk")
    assert response["Location"] == world.url("letters:letter", letter.pk)
    assert letter.follows == world.open
    assert letter.receivers.count() == 2
    client.post(world.url("letters:step", letter.pk, "send"))
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("sent", "1405/ص/1")
    assert "۱۴۰۵/ص/۱" in words(client.get(world.url("letters:letter", letter.pk)))


def test_a_form_says_what_is_missing(world):
    client = reader(world.secretary)
    data = {
        "subject": "",
        "urgency": "ordinary",
        "classification": "ordinary",
        "confidentiality": "bodies",
    }
    html = client.post(world.url("letters:new", "incoming"), data).content.decode()
    assert html.count("field-invalid") == 3  # from whom, the subject, and which bodies
    assert Letter.objects.count() == 2


def test_members_cannot_write_letters(world):
    client = reader(world.member)
    assert client.get(world.url("letters:new", "outgoing")).status_code == 403
    assert client.post(world.url("letters:step", world.open.pk, "send")).status_code == 403


def test_unknown_kinds_and_steps_are_not_there(world):
    client = reader(world.secretary)
    assert client.get(world.url("letters:new", "telegram")).status_code == 404
    assert client.get(world.url("letters:step", world.open.pk, "burn")).status_code == 404
    assert client.get(reverse("referral", args=[world.referral.pk, "burn"])).status_code == 404


def test_the_letter_page_hides_what_it_refers_to_from_those_who_may_not_see_it(world):
    page = world.url("letters:letter", world.open.pk)
    assert SECRET in words(reader(world.secretary).get(page))
    assert SECRET not in words(reader(world.member).get(page))


def test_a_member_answers_from_the_tray(world):
    client = reader(world.member)
    assert "بررسی شود" in words(client.get(reverse("tray")))
    url = reverse("referral", args=[world.referral.pk, "finish"])
    assert client.post(url, {"outcome": ""}).status_code == 200
    assert client.post(url, {"outcome": "انجام شد"})["Location"] == reverse("tray")
    assert Referral.objects.get().state == "done"
    assert "بررسی شود" not in words(client.get(reverse("tray")))
    assert client.post(url, {"outcome": "باز هم"}).status_code == 409


def test_a_member_hands_a_referral_on(world):
    other = make_member(world.group)
    client = reader(world.member)
    url = reverse("refer", args=[world.open.address_id]) + f"?parent={world.referral.pk}"
    client.post(url, {"to": other.pk, "purpose": "help", "instruction": "کمک", "due_on": ""})
    onward = Referral.objects.latest("pk")
    assert (onward.parent, onward.to) == (world.referral, other)


def test_nobody_hands_on_a_referral_to_another(world):
    url = reverse("refer", args=[world.open.address_id]) + f"?parent={world.referral.pk}"
    assert reader(world.secretary).get(url).status_code == 404


def test_a_due_day_is_typed_in_either_calendar(world):
    client = reader(world.secretary)
    day = timezone.localdate() + timedelta(days=5)
    client.post(
        reverse("refer", args=[world.secret.address_id]),
        {"to": world.member.pk, "purpose": "action", "due_on": day.isoformat(), "show": "on"},
    )
    assert Referral.objects.latest("pk").due_on == day


def test_the_letter_prints(world):
    response = reader(world.secretary).get(world.url("letters:pdf", world.open.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


# --- The record ---------------------------------------------------------------------------------


def test_the_record_names_acts_in_words(world):
    shown = words(reader(world.secretary).get(world.url("record")))
    assert "تهیهٔ پیش‌نویس نامه" in shown
    assert "draft_letter" not in shown


def test_verifying_shows_what_was_changed(world):
    client = reader(world.secretary)
    url = world.url("record_verify")
    assert "notice-success" in client.get(url).content.decode()
    content = Content.objects.filter(entry__group=world.group).first()
    Content.objects.filter(pk=content.pk).update(payload="{}")
    html = client.get(url).content.decode()
    assert "notice-error" in html
    assert f"entry {content.entry_id}" in html


def test_members_do_not_verify(world):
    assert reader(world.member).get(world.url("record_verify")).status_code == 403


def test_an_entry_is_proved_also_when_its_content_is_erased(world):
    entry = Entry.objects.filter(group=world.group).first()
    erase_contents([entry], timezone.now())
    client = reader(world.secretary)
    assert "notice-success" in client.get(world.url("record_entry", entry.pk)).content.decode()
    proof = client.get(world.url("record_entry", entry.pk) + "?format=json").json()["proof"]
    assert proof["seal"] == entry.seal.digest


def test_the_record_goes_on_by_keyset(world):
    for number in range(60):
        world.letter(subject=f"نامهٔ {number}", kind="internal")
    client = reader(world.secretary)
    first = client.get(world.url("record")).content.decode()
    older = re.search(r"\?before=\d+", first)
    assert older is not None
    second = client.get(world.url("record") + older[0]).content.decode()
    entries = set(re.findall(r"/record/(\d+)/", first))
    assert entries.isdisjoint(re.findall(r"/record/(\d+)/", second))


# --- Mails and roles ----------------------------------------------------------------------------


def test_mails_of_others_are_not_there(world):
    message = Message.objects.get(person=world.member)
    url = reverse("mail", args=[message.pk])
    assert reader(world.member).get(url).status_code == 200
    assert reader(world.guest).get(url).status_code == 404


def test_the_roles_page_names_every_permission(world):
    html = reader(world.member).get(reverse("roles")).content.decode()
    from dabir.foundation.people.permissions import grants

    assert html.count('<th scope="row">') == len(grants())
    assert not any(permission.value in html for permission in grants())
