"""Settings of a text that two change at once: the second is shown what the first one did."""

import re

import pytest
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotNow
from dabir.stages.texts.acts import disclose_text, judge_red_line, rename_text, set_guard
from dabir.stages.texts.models import Text
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.texts.queries.settings import named_as, readable_as
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import make_consideration, make_text
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db


class World:
    def __init__(self, client):
        self.client = client
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.other = make_secretary(self.group)
        self.body = make_body("اتحادیه")
        make_member(self.group, body=self.body)
        self.text = make_text(self.group, self.secretary)
        client.force_login(self.secretary)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def seen_on(self, name):
        return seen_in(self.client.get(self.url(name)).content.decode())

    def present(self):
        return Text.objects.get(pk=self.text.pk)


def seen_in(html):
    return re.findall(r'name="seen"(?: value="([^"]*)")?', html)[-1]


@pytest.fixture
def world(client):
    return World(client)


def test_a_title_that_another_one_changed_is_shown_and_not_written_over(world):
    seen = world.seen_on("rename")
    rename_text(
        text=world.text, titles={"fa": "نام دبیر دیگر"}, kind="paper", actor=world.other, at=AT
    )
    sent = {"titles_fa": "نام من", "titles_en": "", "kind": "rules", "seen": seen}
    answer = world.client.post(world.url("rename"), sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "نام دبیر دیگر" in html
    assert 'value="نام من"' in html
    assert left_in_english(html, "texts") == []
    assert world.present().names == {"fa": "نام دبیر دیگر"}
    assert world.client.post(world.url("rename"), sent | {"seen": seen_in(html)}).status_code == 302
    assert (world.present().names, world.present().kind) == ({"fa": "نام من"}, "rules")


def test_readers_that_another_one_set_are_shown_and_not_written_over(world):
    seen = world.seen_on("readers")
    disclose_text(
        text=world.text,
        confidentiality="bodies",
        bodies=[world.body],
        actor=world.other,
        at=AT,
    )
    sent = {"confidentiality": "public", "seen": seen}
    html = world.client.post(world.url("readers"), sent).content.decode()
    assert str(world.body) in html.partition('role="alert"')[2]
    assert left_in_english(html, "texts") == []
    assert world.present().address.confidentiality == "bodies"
    answer = world.client.post(world.url("readers"), sent | {"seen": seen_in(html)})
    assert answer.status_code == 302
    assert world.present().address.confidentiality == "public"


def test_what_nobody_changed_is_taken_at_once(world):
    sent = {"titles_fa": "نام من", "kind": "plan", "seen": world.seen_on("rename")}
    assert world.client.post(world.url("rename"), sent).status_code == 302
    sent = {"confidentiality": "public", "seen": world.seen_on("readers")}
    assert world.client.post(world.url("readers"), sent).status_code == 302


def test_the_acts_refuse_settings_that_were_not_seen(world):
    named, readable = named_as(world.text), readable_as(world.text)
    rename_text(text=world.text, titles={"fa": "یک"}, kind="plan", actor=world.other, at=AT)
    disclose_text(text=world.text, confidentiality="secretariat", actor=world.other, at=AT)
    with pytest.raises(NotNow):
        rename_text(
            text=world.text,
            titles={"fa": "دو"},
            kind="plan",
            seen=named,
            actor=world.secretary,
            at=AT,
        )
    with pytest.raises(NotNow):
        disclose_text(
            text=world.text,
            confidentiality="public",
            seen=readable,
            actor=world.secretary,
            at=AT,
        )
    assert world.present().address.confidentiality == "secretariat"


def test_what_was_judged_in_another_window_is_shown_and_not_written_over(world):
    red_line = make_consideration(world.group, world.secretary)
    red_line.kind = "red_line"
    red_line.save()
    guard = set_guard(
        consideration=red_line,
        language="fa",
        text=world.text,
        questions={"fa": "آیا کوتاه است؟"},
        judge=world.secretary,
        actor=world.secretary,
        at=AT,
    )
    here = world.url("judge", guard.pk)
    seen = seen_in(world.client.get(here).content.decode())
    assert world.client.post(here, {"crossed": "no", "reason": "ماند"} | {"seen": seen}).url
    sent = {"crossed": "yes", "reason": "نماند", "seen": seen}
    html = world.client.post(here, sent).content.decode()
    assert "ماند" in html.partition('role="alert"')[2]
    assert left_in_english(html, "texts") == []
    (held,) = guard.judgements.all()
    assert not held.crossed
    with pytest.raises(NotNow):
        judge_red_line(
            guard=guard,
            digest=held.digest,
            about="",
            crossed=True,
            reason="نماند",
            seen=state_of(None),
            actor=world.secretary,
            at=AT,
        )
    assert world.client.post(here, sent | {"seen": seen_in(html)}).status_code == 302
    assert guard.judgements.get().crossed
