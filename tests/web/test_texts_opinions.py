"""Opinions written by several people at once, and tables of an earlier version."""

import io
import zipfile

import pytest
from django.urls import reverse

from dabir.stages.texts.acts import (
    UpstreamDraft,
    begin_examination,
    derive_version,
    drop_opinion,
    enter_upstream,
    note_finding,
    rule_amendment,
    write_opinion,
)
from dabir.stages.texts.models import Opinion
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    class World:
        group = make_group()
        secretary = make_secretary(group)
        text = make_text(group, secretary)
        writer, other = make_member(group), make_member(group)
        examination = begin_examination(
            version=text.versions.get(), committee=group, actor=secretary, at=AT
        )
        clause = text.versions.get().clauses.get(uid=UIDS["one"])

        @property
        def address(self):
            pks = self.group.code, self.examination.pk, self.clause.pk
            return reverse("texts:write_opinion", args=pks)

        def form(self):
            form = client.get(self.address).context["form"]
            return {
                name: form.get_initial_for_field(field, name) or ""
                for name, field in form.fields.items()
                if name != "bodies"
            } | {"confidentiality": "group"}

        def say(self, person, **said):
            return write_opinion(
                examination=self.examination,
                clause=self.clause,
                said={name: dict(words) for name, words in said.items()},
                actor=person,
                at=AT,
            )

    made = World()
    client.force_login(made.writer)
    return made


def test_an_opinion_that_others_wrote_meanwhile_is_shown_and_not_overwritten(client, world):
    typed = world.form() | {"threats": "زود است"}
    world.say(world.other, threats={"fa": "دیر است"}, strategies={"fa": "درنگ"})
    page = client.post(world.address, typed)
    html = page.content.decode()
    for words in ("زود است", "دیر است", "درنگ", str(world.other)):
        assert words in html
    held = Opinion.objects.get()
    assert held.threats == {"fa": "دیر است"}
    again = dict(page.context["form"].data.items()) | {"threats": "دیر و زود"}
    assert client.post(world.address, again).status_code == 302
    held.refresh_from_db()
    assert held.threats == {"fa": "دیر و زود"}


def test_an_opinion_taken_back_meanwhile_is_written_once_it_is_said(client, world):
    held = world.say(world.other, threats={"fa": "دیر است"})
    typed = world.form()
    drop_opinion(opinion=held, actor=world.other, at=AT)
    page = client.post(world.address, typed)
    assert not Opinion.objects.exists()
    assert client.post(world.address, dict(page.context["form"].data.items())).status_code == 302
    assert Opinion.objects.get().threats == {"fa": "دیر است"}


def test_words_in_another_language_stay_in_it_until_they_are_changed(client, world):
    world.say(world.other, threats={"en": "Too late"})
    client.post(world.address, world.form() | {"strategies": "درنگ"})
    held = Opinion.objects.get()
    assert held.threats == {"en": "Too late"}
    assert held.strategies == {"fa": "درنگ"}
    client.post(world.address, world.form() | {"threats": "دیر است"})
    held.refresh_from_db()
    assert held.threats == {"fa": "دیر است"}


def test_what_others_found_is_shown_before_it_is_replaced(client, world):
    upstream = enter_upstream(
        group=world.group,
        names={"fa": "قانون بالادست"},
        rank="statute",
        clauses=[UpstreamDraft("ماده ۷", "گزارش همگانی است.")],
        actor=world.secretary,
        at=AT,
    ).clauses.get()
    address = reverse("texts:finding", args=[world.group.code, world.text.pk])
    sent = {
        "clause": world.clause.pk,
        "upstream": upstream.pk,
        "outcome": "consistent",
        "note": "سازگار است.",
        "confidentiality": "group",
    }
    held = note_finding(
        clause=world.clause,
        upstream=upstream,
        outcome="threat",
        notes={"fa": "خطر دارد."},
        actor=world.other,
        at=AT,
    )
    page = client.post(address, sent)
    assert "خطر دارد." in page.content.decode()
    held.refresh_from_db()
    assert held.notes == {"fa": "خطر دارد."}
    again = sent | {"seen": page.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    held.refresh_from_db()
    assert held.notes == {"fa": "سازگار است."}


def test_the_file_of_the_concordance_is_of_the_version_on_the_page(client, world):
    document = enter_upstream(
        group=world.group,
        names={"fa": "قانون بالادست"},
        rank="statute",
        clauses=[UpstreamDraft("ماده ۷", "گزارش همگانی است.")],
        actor=world.secretary,
        at=AT,
    )
    note_finding(
        clause=world.clause,
        upstream=document.clauses.get(),
        outcome="threat",
        notes={"fa": "خطر"},
        actor=world.secretary,
        at=AT,
    )
    amendment = propose(world.text, world.secretary, edit(world.text, "one", "هر ماه", "هر هفته"))
    rule_amendment(amendment=amendment, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    page = reverse("texts:concordance", args=[world.group.code, world.text.pk])
    file = reverse("texts:concordance_file", args=[world.group.code, world.text.pk, "docx"])
    html = client.get(page, {"version": "0", "by": "document"}).content.decode()
    assert f"{file}?by=document&amp;version=0" in html
    for version, words in (("0", "هر ماه"), ("1", "هر هفته")):
        data = client.get(file, {"version": version}).content
        assert words in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
