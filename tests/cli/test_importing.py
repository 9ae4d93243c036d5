"""`dabir import`: keeps and reads a document; takes over only what a person accepts."""

import pytest
from click.testing import CliRunner

from dabir.cli.importing import import_document
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Group
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Mandate
from tests.factories import make_group, make_member, make_person, make_secretary
from tests.stages.readings import CALL, RESOLUTION

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("کارگروه آبیاری باغ‌ها", code="garden")


@pytest.fixture
def _secretary(group):
    return make_secretary(group, username="secretary")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "مصوبه.txt"
    path.write_bytes(RESOLUTION.encode())
    return path


def run(*arguments, answers=None):
    return CliRunner().invoke(
        import_document, [str(argument) for argument in arguments], input=answers
    )


@pytest.mark.usefixtures("_secretary")
def test_keeps_the_file_and_says_what_waits_and_where(file):
    result = run(file, "--group", "garden")
    assert result.exit_code == 0, result.output
    reading = Reading.objects.get()
    assert read_original(reading.original) == RESOLUTION.encode()
    assert reading.original.sha256 in result.stdout
    assert f"/g/garden/mandates/readings/{reading.pk}/" in result.stdout
    assert not Mandate.objects.exists()


@pytest.mark.usefixtures("_secretary")
def test_finds_the_group_by_its_name(file):
    assert run(file, "--group", "کارگروه آبیاری باغها").exit_code == 0
    assert Reading.objects.get().address.group.code == "garden"


@pytest.mark.usefixtures("_secretary")
def test_does_not_take_part_of_a_name_for_a_group(file):
    result = run(file, "--group", "باغ", answers="n\n")
    assert result.exit_code == 1
    assert not Reading.objects.exists()


@pytest.mark.usefixtures("_secretary")
def test_accepts_and_takes_over_everything_when_told_so(file):
    result = run(file, "--group", "garden", "--confirm", "--yes")
    assert result.exit_code == 0, result.output
    mandate = Mandate.objects.get()
    assert mandate.clauses.count() == 3
    assert not Proposal.objects.filter(state="open").exclude(kind="impossible_date").exists()


@pytest.mark.usefixtures("_secretary")
def test_asks_about_each_proposal(file):
    run(file, "--group", "garden")
    waiting = Reading.objects.get().proposals.exclude(kind="impossible_date").count()
    answers = "y\n" + "n\n" * (waiting - 2) + "y\n"
    result = run(file, "--group", "garden", "--confirm", answers=answers)
    assert result.exit_code == 0, result.output
    states = list(Mandate.objects.get().reading.proposals.values_list("state", flat=True))
    assert states.count("accepted") == 2
    assert states.count("declined") == waiting - 2


@pytest.mark.usefixtures("_secretary")
def test_a_call_becomes_a_draft_call(tmp_path):
    path = tmp_path / "فراخوان.txt"
    path.write_bytes(CALL.encode())
    result = run(path, "--group", "garden", "--confirm", "--yes")
    assert result.exit_code == 0, result.output
    assert Call.objects.get().group.code == "garden"


@pytest.mark.usefixtures("_secretary")
def test_yes_without_confirm_is_wrong_use(file):
    result = run(file, "--group", "garden", "--yes")
    assert result.exit_code == 2
    assert not Reading.objects.exists()


def test_an_unknown_person_is_one_line(file, group):
    result = run(file, "--group", group.code, "--as", "nobody")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_member_imports_nothing(file, group):
    make_member(group, username="member")
    result = run(file, "--group", "garden", "--as", "member")
    assert result.exit_code == 1
    assert not Original.objects.exists()


@pytest.mark.usefixtures("_secretary")
def test_an_unreadable_file_is_one_line(tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    result = run(path, "--group", "garden")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Original.objects.exists()


def test_an_administrator_is_asked_before_a_group_is_founded(file):
    make_person("boss", is_administrator=True)
    declined = run(file, "--group", "کارگروه نو", "--as", "boss", answers="n\n")
    assert declined.exit_code == 1
    assert not Group.objects.exists()
    founded = run(file, "--group", "کارگروه نو", "--as", "boss", answers="y\nnew\n")
    assert founded.exit_code == 0, founded.output
    assert Group.objects.get().code == "new"
    assert Reading.objects.get().address.group.code == "new"


def test_somebody_else_founds_nothing(file, group):
    make_secretary(group, username="clerk")
    result = run(file, "--group", "کارگروه نو", "--as", "clerk", answers="y\nnew\n")
    assert result.exit_code == 1
    assert Group.objects.count() == 1
