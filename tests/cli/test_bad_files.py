"""Files that are no texts, on the command line: one line each, and nothing is kept."""

import pytest
from click.testing import CliRunner

from dabir.cli.importing import import_document
from dabir.cli.outline import outline
from dabir.foundation.files.keeping import folder
from dabir.foundation.files.models import Original
from dabir.foundation.proposals.models import Reading
from dabir.foundation.record.models import Entry
from tests.factories import make_group, make_secretary
from tests.files import BAD, OLD, OLD_LETTERS, PICTURE

FILES = {name: (file, data) for name, (file, data, _why) in BAD.items()} | {
    "picture named as a text": ("scan.txt", lambda: PICTURE),
    "fifty megabytes": ("large.txt", lambda: b"x" * (51 * 1024 * 1024)),
}


@pytest.fixture
def file_of(tmp_path):
    def _file_of(bad):
        name, data = FILES[bad]
        path = tmp_path / name
        path.write_bytes(data())
        return path

    return _file_of


@pytest.fixture
def _kept_here(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "kept"}}
    }


@pytest.mark.parametrize("bad", FILES)
def test_an_outline_of_a_bad_file_is_one_line_and_a_status(file_of, bad):
    file = file_of(bad)
    result = CliRunner().invoke(outline, [str(file)])
    assert result.exit_code == 1
    [line] = result.stderr.strip().splitlines()
    assert line.startswith(f"{file}: ")
    assert line.endswith(".")
    assert "Traceback" not in result.output


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_here")
@pytest.mark.parametrize("bad", FILES)
def test_an_import_of_a_bad_file_keeps_nothing(file_of, bad):
    make_secretary(make_group(code="garden"), username="secretary")
    result = CliRunner().invoke(
        import_document, [str(file_of(bad)), "--group", "garden", "--confirm", "--yes"]
    )
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.startswith("Error: ")
    assert not Original.objects.exists()
    assert not Reading.objects.exists()
    assert not Entry.objects.exists()
    assert not any(path.is_file() for path in folder().rglob("*"))


@pytest.mark.parametrize("old", OLD)
def test_letters_of_another_encoding_are_read(tmp_path, old):
    path = tmp_path / "old.txt"
    path.write_bytes(OLD[old])
    result = CliRunner().invoke(outline, [str(path)])
    assert result.exit_code == 0, result.output


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_here")
def test_a_day_that_does_not_exist_is_flagged_and_never_taken_over(tmp_path):
    make_secretary(make_group(code="garden"), username="secretary")
    path = tmp_path / "resolution.txt"
    path.write_text(
        "شورای نمونهٔ باغ‌ها\nمصوبهٔ جلسهٔ نهم\nمورخ ۳۱ مهر ۱۴۰۵\n\n"
        f"۱. {OLD_LETTERS}\n۲. وزارت کشت گزارش آب را تا تاریخ ۳۰ اسفند ۱۴۰۵ ارائه کند.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(
        import_document, [str(path), "--group", "garden", "--confirm", "--yes"]
    )
    assert result.exit_code == 0, result.output
    reading = Reading.objects.get()
    flagged = reading.proposals.filter(kind="impossible_date")
    assert {one.state for one in flagged} == {"open"}
    assert flagged.count() == 2
    for duty in reading.address.group.duties.all():
        assert duty.due_on is None


def test_an_outline_names_the_day_that_does_not_exist(tmp_path):
    path = tmp_path / "resolution.txt"
    path.write_text("مصوبهٔ جلسهٔ نهم\nمورخ ۳۱ مهر ۱۴۰۵\n۱. متن\n", encoding="utf-8")
    result = CliRunner().invoke(outline, [str(path)])
    assert "impossible date" in result.stdout
    assert "۳۱ مهر ۱۴۰۵" in result.stdout
