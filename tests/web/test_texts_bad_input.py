"""What a text cannot take: a sentence in the reader's language, and not one row changed.

What was typed is shown again with the sentence; only the keeping of unsent words may hold it.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext

from dabir.stages.texts.acts import rule_amendment
from tests.factories import AT
from tests.files import BAD
from tests.stages.drafts import UIDS, delete, edit, move, propose
from tests.web.test_bad_input import reader, words_of
from tests.web.test_texts_receiving import NAME, World, page_of, send

pytestmark = pytest.mark.django_db

KEPT_BESIDE = {"sessions", "unsent", "admin"}
"""Apps whose rows may change by a visit alone, or keep what was typed."""
MEGABYTE = "واژه " * 120_000


@pytest.fixture
def world():
    return World()


@pytest.fixture(params=["fa", "en"])
def language(request):
    return request.param


def rows():
    """Every row of every table that a visit alone leaves as it is."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label not in KEPT_BESIDE
        and model._meta.label != "people.Person"  # the last sign-in
    }


def said(message, language):
    """Return a sentence of the catalogue as a page in the language says it."""
    with translation.override(language):
        return " ".join(gettext(message).split())


def member(world, language):
    return reader(language, world.member)


def typed(world, words, **more):
    return {
        "text_fa": words,
        "text_en": "A confidential report is not published.",
        "body": world.body.pk,
        "confidentiality": "group",
        **more,
    }


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_is_not_what_its_name_says_is_refused(world, language, bad):
    name, data, why = BAD[bad]
    client = member(world, language)
    before = rows()
    answer = client.post(world.url("receive"), {"file": SimpleUploadedFile(name, data())})
    assert answer.status_code in {200, 422}
    assert why[language] in words_of(answer)
    assert rows() == before


def test_changes_tracked_against_another_base_are_not_taken(world, language):
    data = world.word((world.body.name, edit(world.text, "two", "منتشر", "بازنشر")), issued=False)
    world.derive(edit(world.text, "one", "هر ماه", "هر سال"))
    client = member(world, language)
    send(client, world, data)
    before = rows()
    given = {"confidentiality": "group", "body-0": world.body.pk}
    answer = client.post(page_of(world), given)
    sentence = (
        "It was made from an earlier version. Read against that, its changes are carried to the "
        "present one."
    )
    assert said(sentence, language) in words_of(answer)
    assert rows() == before


def test_nobody_amends_a_clause_that_was_taken_out(world, language):
    world.derive(delete("note"))
    client = member(world, language)
    before = rows()
    answer = client.post(world.url("words", UIDS["note"]), typed(world, "گزارش سرّی."))
    assert answer.status_code == 410
    page = words_of(answer)
    assert said("The clause is not in the text any more", language) in page
    assert "گزارش سرّی." in page
    assert rows() == before


def test_a_file_that_changes_what_was_taken_out_says_so(world, language):
    data = world.word((world.body.name, edit(world.text, "note", "محرمانه", "سرّی")))
    world.derive(delete("note"))
    client = member(world, language)
    send(client, world, data)
    before = rows()
    answer = client.post(page_of(world), {"confidentiality": "group", "body-0": world.body.pk})
    sentence = "This cannot be carried to the present version and is left out:"
    assert said(sentence, language) in words_of(answer)
    assert rows() == before


def test_a_megabyte_in_one_clause_is_refused_and_shown_again(world, language):
    client = member(world, language)
    before = rows()
    answer = client.post(world.url("words", UIDS["note"]), typed(world, MEGABYTE))
    assert answer.status_code in {200, 413, 422}
    page = answer.content.decode()
    assert "field-error" in page or "form-errors" in page
    assert MEGABYTE.strip() in page
    assert rows() == before


def test_a_clause_is_not_moved_into_itself(world, language):
    client = member(world, language)
    given = {"place": f"{UIDS['note']}|", "body": world.body.pk, "confidentiality": "group"}
    before = rows()
    answer = client.post(world.url("move", UIDS["two"]), given)
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert rows() == before


def test_moves_into_one_another_make_no_version(world, language):
    first = propose(world.text, world.member, move("one", "two"), body=world.body)
    second = propose(world.text, world.another, move("two", "one"), body=world.other)
    for each in (first, second):
        rule_amendment(amendment=each, accept=True, actor=world.secretary, at=AT)
    client = reader(language, world.secretary)
    before = rows()
    answer = client.post(world.url("derive"), {"renumbering": "on"})
    assert answer.status_code == 200
    sentence = "Reject one of them, or send one back to be drafted again; then come back here."
    assert said(sentence, language) in words_of(answer)
    assert rows() == before


def test_a_word_file_is_taken_where_nothing_is_the_matter(world, language):
    """The comparison of rows would notice."""
    client = member(world, language)
    before = rows()
    send(client, world, world.word((world.body.name, delete("note"))), NAME)
    assert rows() != before
