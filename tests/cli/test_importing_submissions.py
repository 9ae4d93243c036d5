"""`dabir import submissions`: checks a file, tells its problems, takes it in."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dabir.cli.main import main
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Import, Submission
from tests.factories import AT, make_group, make_secretary
from tests.stages.importing import MAPPING, row, table
from tests.stages.sent import make_open_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    group = make_group()
    secretary = make_secretary(group, username="secretary")
    return make_open_call(group, secretary, at=AT - timedelta(days=5))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_bytes(table([row(1), row(2, date="31/31/2026"), row(3)]))
    return path


def run(*arguments: Any, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["import", "submissions", *map(str, arguments)], input=answers)


def test_tells_problems_and_takes_the_rest_in(call, file):
    result = run(file, "--call", call.code, "--yes")
    assert result.exit_code == 0, result.output
    assert "3 rows: 2 good" in result.output
    assert "row 3 (date): " in result.output
    assert "Taken in: 2." in result.output
    assert Submission.objects.count() == 2


def test_takes_nothing_in_unasked(call, file):
    assert run(file, "--call", call.code, answers="n\n").exit_code == 1
    assert run(file, "--call", call.code, "--check-only").exit_code == 0
    assert not Submission.objects.exists()
    assert Import.objects.filter(state=Import.State.CHECKED).count() == 2


def test_takes_the_mapping_of_a_file(call, file, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(MAPPING.as_json() | {"publication": "unnamed"}))
    result = run(file, "--call", call.code, "--mapping", mapping, "--yes")
    assert result.exit_code == 0, result.output
    assert set(Submission.objects.values_list("publication", flat=True)) == {"unnamed"}


@pytest.mark.parametrize("said", ["", "[]", '{"columns": {"text": "free"}, "x": 1}'])
def test_refuses_what_is_no_mapping(call, file, tmp_path, said):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(said)
    result = run(file, "--call", call.code, "--mapping", mapping)
    assert result.exit_code == 1
    assert "is no mapping" in result.output


def test_says_that_there_is_no_such_call(call, file):
    result = run(file, "--call", "nowhere")
    assert (result.exit_code, "There is no call" in result.output) == (1, True)


def test_a_file_alone_is_a_document(tmp_path):
    path = tmp_path / "submissions.txt"
    path.write_text("words")
    result = CliRunner().invoke(main, ["import", str(path)])
    assert "--group" in result.output
