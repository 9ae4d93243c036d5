"""`dabir demo`: loads once, all or nothing, and says who can sign in."""

import pytest
from click.testing import CliRunner

from dabir.cli import demo as command
from dabir.demonstration import loading, signing_in
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group, Person
from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _first_stages_only(monkeypatch):
    """The whole of it is loaded by tests/demonstration."""
    monkeypatch.setattr(loading, "PARTS", ("people", "mandates"))
    monkeypatch.setattr(command, "prepare_database", lambda: None)


def run():
    return CliRunner().invoke(command.demo, ["--load-only"])


def test_loads_into_an_empty_installation():
    result = run()
    assert result.exit_code == 0, result.output
    assert Group.objects.filter(code="urban-data").exists()


def test_leaves_an_installation_with_a_group_alone():
    make_group()
    assert run().exit_code == 0
    assert not Person.objects.exists()


def test_loads_all_or_nothing(monkeypatch):
    from dabir.demonstration import load_mandates

    def refuse(_world):
        raise Refused("the content and the acts disagree")

    monkeypatch.setattr(load_mandates, "load", refuse)
    result = run()
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert not Person.objects.exists()


def test_says_who_can_sign_in():
    run()
    lines = signing_in.sign_ins()
    assert signing_in.PASSWORD in lines[0]
    names = [line.split()[0] for line in lines[1:]]
    for name in names:
        assert Person.objects.get(username=name).check_password(signing_in.PASSWORD)
    assert "secretary" in names


def test_names_nobody_where_this_is_no_demonstration():
    make_person("secretary")
    assert signing_in.sign_ins() == []
