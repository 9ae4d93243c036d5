"""`dabir outline`: prints or writes what was read; one line and a status for what cannot be."""

import json
from email.message import EmailMessage

import click
import pytest
from click.testing import CliRunner

from dabir.cli.outline import outline
from dabir.cli.progress import progress
from dabir.domain.outline import read_outline, to_json
from tests.stages.readings import CALL, RESOLUTION


@pytest.fixture
def run(tmp_path):
    def _run(*arguments):
        return CliRunner().invoke(outline, [str(argument) for argument in arguments])

    return _run


@pytest.fixture
def resolution(tmp_path):
    path = tmp_path / "مصوبه.txt"
    path.write_text(RESOLUTION, encoding="utf-8")
    return path


def test_prints_what_was_read_with_rule_and_confidence(run, resolution):
    result = run(resolution)
    assert result.exit_code == 0
    assert "resolution" in result.stdout
    assert "2026-10-07" in result.stdout
    assert "%" in result.stdout


def test_writes_one_json_a_document_named_after_it(run, resolution, tmp_path):
    call = tmp_path / "call.txt"
    call.write_text(CALL, encoding="utf-8")
    folder = tmp_path / "out" / "deep"
    result = run(resolution, call, "--json-dir", folder)
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["call.json", "مصوبه.json"]
    written = json.loads((folder / "مصوبه.json").read_text(encoding="utf-8"))
    assert written == to_json(read_outline(RESOLUTION))
    assert result.stdout == ""


def test_an_unreadable_document_is_one_line_and_the_others_are_done(run, resolution, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    folder = tmp_path / "out"
    result = run(empty, picture, resolution, "--json-dir", folder)
    assert result.exit_code == 1
    assert [path.name for path in folder.iterdir()] == ["مصوبه.json"]
    lines = result.stderr.strip().splitlines()
    assert [line.split(":")[0] for line in lines] == [str(empty), str(picture)]
    assert "Traceback" not in result.output


def test_documents_of_one_name_get_a_file_each(run, resolution, tmp_path):
    paths = [resolution]
    for folder in ("a", "b"):
        path = tmp_path / folder / "مصوبه.txt"
        path.parent.mkdir()
        path.write_text(CALL, encoding="utf-8")
        paths.append(path)
    out = tmp_path / "out"
    assert run(*paths, "--json-dir", out).exit_code == 0
    kinds = {
        path.name: json.loads(path.read_text(encoding="utf-8"))["kind"] for path in out.iterdir()
    }
    assert kinds == {
        "مصوبه.json": "resolution",
        "مصوبه.txt.json": "call",
        "مصوبه.txt-2.json": "call",
    }


@pytest.mark.parametrize("arguments", [(), ("missing.txt",)])
def test_wrong_use_is_told_apart_from_unreadable_documents(run, arguments):
    assert run(*arguments).exit_code == 2


def test_a_folder_that_cannot_be_made_is_one_line(run, resolution, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    result = run(resolution, "--json-dir", blocked / "deep")
    assert result.exit_code in {1, 2}
    assert isinstance(result.exception, SystemExit)


def test_progress_yields_every_item_in_order():
    assert list(progress([3, 1, 2], "Reading")) == [3, 1, 2]


def test_progress_survives_a_consumer_that_stops(monkeypatch):
    monkeypatch.setattr("dabir.cli.progress.PATIENCE", -1.0)
    stream = progress(range(5), "Reading")
    assert next(stream) == 0
    assert next(stream) == 1
    stream.close()


def test_needs_no_database():
    import subprocess
    import sys

    program = "import sys, dabir.cli.outline; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def a_mail(**files: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "office@example.ir"
    message["Subject"] = "ارسال مصوبه"
    message["Message-ID"] = "<1@example.ir>"
    message.set_content("با سلام، مصوبه به پیوست ارسال می‌شود.")
    for name, data in files.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return bytes(message)


@pytest.fixture
def mail(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_bytes(
        a_mail(
            note_txt="یک یادداشت".encode(),
            resolution_txt=RESOLUTION.encode(),
            x_png=b"\x89PNG\r\n\x1a\n",
        )
    )
    return path


def test_of_a_mail_the_enclosed_resolution_is_read_and_that_is_said(run, mail):
    result = run(mail)
    assert result.exit_code == 0
    assert "read in the message: resolution.txt" in result.stdout
    assert 'also in the message: note.txt (--part "note.txt")' in result.stdout
    assert "not read: x.png: Files of the kind PNG are not read." in result.stdout
    assert "2026-10-07" in result.stdout


def test_another_part_of_a_mail_can_be_asked_for(run, mail):
    words = json.loads(run(mail, "--json", "--part", "").stdout)
    assert words["part"] is None
    assert words["title"] != json.loads(run(mail, "--json").stdout)["title"]
    refused = run(mail, "--part", "x.png")
    assert (refused.exit_code, refused.stdout) == (1, "")
    absent = run(mail, "--part", "y.docx")
    assert absent.exit_code == 1
    assert "there is no part 'y.docx'" in absent.stderr


def test_json_is_one_line_a_document_with_where_it_was_read(run, resolution, mail):
    lines = [json.loads(line) for line in run(resolution, mail, "--json").stdout.splitlines()]
    assert [line["part"] for line in lines] == [None, "resolution.txt"]
    assert lines[1]["parts"] == [None, "note.txt", "resolution.txt", "x.png"]
    assert lines[0]["format"] == "txt"
    assert lines[0]["verified"] is True
    assert to_json(read_outline(RESOLUTION)).items() <= lines[0].items()


def test_items_are_printed_as_a_tree(run, tmp_path):
    path = tmp_path / "charter.txt"
    path.write_text("1. Scope\n(a) drafting\n(b) review\n2. Members\n(a) experts\n")
    lines = click.unstyle(run(path).stdout).splitlines()
    assert [line.strip() for line in lines if "─" in line] == [
        "├─ 1  Scope",
        "│  ├─ 1.a  drafting",
        "│  └─ 1.b  review",
        "└─ 2  Members",
        "└─ 2.a  experts",
    ]
