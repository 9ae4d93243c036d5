"""`dabir administrator`: the first person, and nobody but the first."""

import pytest
from click.testing import CliRunner

from dabir.cli import administrator as command
from dabir.foundation.people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db

PASSWORD = "نخستین گذرواژه ۱۴۰۵"


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch):
    monkeypatch.setattr(command, "prepare_database", lambda: None)


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\nnot this line\n", encoding="utf-8")
    return str(file)


def run(*arguments, **more):
    return CliRunner().invoke(command.administrator, arguments, **more)


def test_registers_the_first_person_as_administrator(password_file):
    result = run("rahbar", "--name", "نگار راهی", "--password-file", password_file)
    assert result.exit_code == 0, result.output
    person = Person.objects.get()
    assert (person.username, person.names) == ("rahbar", {"fa": "نگار راهی"})
    assert person.is_administrator
    assert person.check_password(PASSWORD)


def test_asks_for_the_password_twice_and_does_not_show_it():
    result = run("ada", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert Person.objects.get().names == {"en": "ada"}


def test_refuses_where_there_is_somebody(password_file):
    make_person()
    result = run("rahbar", "--password-file", password_file)
    assert result.exit_code == 1
    assert "on the pages" in result.output
    assert Person.objects.count() == 1


def test_refuses_a_password_that_is_easy_to_guess():
    result = run("rahbar", input="password\npassword\n")
    assert result.exit_code == 1
    assert not Person.objects.exists()
