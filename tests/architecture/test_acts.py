"""What holds for every act: its arguments, its record, and that something runs it."""

import importlib
import importlib.util
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import dabir.foundation
import dabir.stages
from dabir.foundation.record.acts import UnrecordedAct, act, acts, record
from dabir.foundation.record.models import Entry
from tests.factories import AT, make_body, make_person

ROOT = Path(__file__).resolve().parents[2]

for _package in (dabir.foundation, dabir.stages):
    for _module in pkgutil.iter_modules(_package.__path__, f"{_package.__name__}."):
        if _module.ispkg and importlib.util.find_spec(f"{_module.name}.acts"):
            importlib.import_module(f"{_module.name}.acts")

EVERY_ACT = {name: function for name, function in acts().items() if not name.startswith("test_")}


def _calls() -> str:
    folders = [ROOT / "tests", ROOT / "src/dabir/demonstration"]
    sources = [path for folder in folders for path in folder.rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sources)


@pytest.mark.parametrize("name", sorted(EVERY_ACT))
def test_an_act_takes_keywords_only_and_says_who_and_when(name):
    parameters = inspect.signature(EVERY_ACT[name]).parameters
    keywords = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert {parameter.kind for parameter in parameters.values()} <= keywords
    assert "at" in parameters
    assert EVERY_ACT[name].__doc__


def test_every_act_is_run_by_a_test_or_by_the_demonstration():
    """An act that ran recorded an entry: the decorator lets no other end."""
    sources = _calls()
    never = [
        name for name in EVERY_ACT if not re.search(rf"\b{name.rsplit('.', 1)[-1]}\b", sources)
    ]
    assert not never


@pytest.mark.django_db
def test_an_act_that_records_nothing_changes_nothing():
    @act
    def rename_quietly(*, person):
        person.email = "changed@example.org"
        person.save()

    person = make_person(email="kept@example.org")
    with pytest.raises(UnrecordedAct):
        rename_quietly(person=person)
    person.refresh_from_db()
    assert person.email == "kept@example.org"


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_entry():
    @act
    def record_then_fail(*, actor):
        record(actor=actor, at=AT, body=make_body().pk)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised a line above, with no message
        record_then_fail(actor=make_person())
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_entry_names_nobody():
    @act
    def note(*, actor):
        record(actor=actor, at=AT, what="something")

    person = make_person()
    note(actor=person)
    entry = Entry.objects.get()
    assert entry.actor == person.pseudonym
    assert person.username not in entry.content.payload
    assert person.email not in entry.content.payload
