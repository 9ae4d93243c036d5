"""Where Python has neither ensurepip nor pip, pip's wheel is found where pip's settings point."""

import hashlib
import http.server
import threading

import bootstrap
import pytest

WHEEL = b"the wheel"


@pytest.fixture(autouse=True)
def _only_these_settings(tmp_path, monkeypatch):
    for name in ("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "CERT", "CONFIG_FILE"):
        monkeypatch.delenv(f"PIP_{name}", raising=False)
    monkeypatch.setattr(bootstrap, "PIP_SHA256", hashlib.sha256(WHEEL).hexdigest())
    # An empty file in place of every pip.conf of this machine.
    (tmp_path / "pip.conf").touch()
    monkeypatch.setattr(bootstrap, "_settings_files", lambda: [tmp_path / "pip.conf"])


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / bootstrap.PIP_WHEEL).write_bytes(WHEEL)
    return folder


@pytest.fixture
def index(tmp_path, folder):
    """An index served on this machine: /simple/pip/ links to the wheel beside it."""
    page = tmp_path / "simple" / "pip"
    page.mkdir(parents=True)
    link = f'<a href="../../wheels/{bootstrap.PIP_WHEEL}#sha256=0">{bootstrap.PIP_WHEEL}</a>'
    (page / "index.html").write_text(f'<a href="pip-1.0.tar.gz">old</a> {link}')

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=tmp_path)

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()


def test_takes_the_wheel_from_a_folder(folder, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    assert bootstrap.find_wheel() == WHEEL


def test_takes_the_wheel_from_an_index(index, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", index)
    assert bootstrap.find_wheel() == WHEEL


def test_takes_the_wheel_from_an_index_that_pip_conf_names(index, tmp_path):
    (tmp_path / "pip.conf").write_text(f"[global]\nindex-url = {index}/\n")
    assert bootstrap.find_wheel() == WHEEL


def test_takes_the_wheel_from_an_index_on_disk(index, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", (tmp_path / "simple" / "pip").as_uri())
    assert bootstrap.find_wheel() == WHEEL


def test_refuses_another_file_under_the_same_name(folder, monkeypatch):
    (folder / bootstrap.PIP_WHEEL).write_bytes(b"something else")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(bootstrap.NoPip, match="another file"):
        bootstrap.find_wheel()


def test_says_where_it_looked_and_keeps_the_password_to_itself(index, tmp_path, monkeypatch):
    (tmp_path / "simple" / "pip" / "index.html").write_text("nothing here")
    monkeypatch.setenv("PIP_INDEX_URL", index.replace("//", "//reader:secret@"))
    with pytest.raises(bootstrap.NoPip) as refusal:
        bootstrap.find_wheel()
    assert index in str(refusal.value)
    assert "secret" not in str(refusal.value)
