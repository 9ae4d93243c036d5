"""`dabir serve` and `dabir doctor`: what they say when all is well, and when it is not."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from click.testing import CliRunner

from dabir.cli import doctor as doctors
from dabir.cli import main
from dabir.cli.serve import check_port
from dabir.foundation.files.keeping import folder, keep_original
from dabir.foundation.record.models import Content
from dabir.foundation.work.models import Work
from tests.factories import AT, make_group, make_secretary

PATIENCE_SECONDS = 60


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_told_in_one_line(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        result = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert result.exit_code == 1
    assert result.output == f"Error: Port {port} is taken; choose another with --port.\n"


def test_an_address_that_is_not_here_is_told_in_one_line(port):
    result = CliRunner().invoke(main, ["serve", "--host", "192.0.2.1", "--port", str(port)])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1


def test_a_free_port_is_accepted(port):
    check_port("127.0.0.1", port)


@pytest.mark.sqlite
@pytest.mark.nightly
def test_makes_its_database_serves_and_stops(port, tmp_path):
    environment = {**os.environ, "DABIR_VAR": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    served = subprocess.Popen(
        [sys.executable, "-m", "dabir", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        ends = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                    assert answer.status == 200
                    break
            except OSError:
                assert time.monotonic() < ends
                time.sleep(0.1)
    finally:
        served.terminate()
        said, _errors = served.communicate(timeout=PATIENCE_SECONDS)
    assert served.returncode == 0
    assert f"http://localhost:{port}/" in said
    assert said.endswith("Stopped.\n")


# --- The doctor ---------------------------------------------------------------------------------


@pytest.fixture
def installation(db, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    # Whether this checkout's catalogues are compiled is not what is asked here.
    settings.LOCALE_PATHS = []
    return make_group()


def diagnose(*arguments):
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_finds_nothing_where_nothing_is_wrong(installation):
    result = diagnose()
    assert result.exit_code == doctors.HEALTHY, result.output
    assert "✗" not in result.output


def test_finds_a_changed_record(installation):
    from dabir.foundation.letters.acts import draft_letter

    draft_letter(
        group=installation,
        kind="internal",
        subject="s",
        actor=make_secretary(installation),
        at=AT,
    )
    Content.objects.update(payload="{}")
    result = diagnose()
    assert result.exit_code == doctors.DAMAGE
    assert "its content was changed" in result.output


def test_finds_changed_and_missing_files(installation):
    changed, gone, _whole = (
        keep_original(data, name="a", group=installation, at=AT) for data in (b"1", b"2", b"3")
    )
    (folder() / changed.path).write_bytes(b"!")
    (folder() / gone.path).unlink()
    result = diagnose()
    assert result.exit_code == doctors.DAMAGE
    assert "not what was received" in result.output
    assert "gone" in result.output
    assert diagnose("--no-files").exit_code == doctors.HEALTHY


def test_misses_a_seal_that_somebody_kept(installation):
    result = diagnose("--seal", "0" * 64)
    assert result.exit_code == doctors.DAMAGE
    assert "not in the record" in result.output


@pytest.mark.parametrize("state", ["failed", "waiting", "running"])
def test_names_work_that_waits_for_somebody(installation, state):
    Work.objects.create(
        key="k",
        name="mail.send",
        asked_at=AT,
        not_before=AT.replace(year=2020),
        leased_until=AT.replace(year=2020),
        state=state,
        error="RuntimeError: away",
    )
    result = diagnose()
    assert result.exit_code == doctors.ATTENTION
    assert "Background work" in result.output


def test_lists_twenty_faults_and_counts_the_rest():
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as said:
        assert doctors._say("Title", (f"fault {number}" for number in range(25)))
    assert said.getvalue().count("fault") == doctors.SHOWN
    assert "and 5 more" in said.getvalue()
