"""A real IMAP server in a folder of its own: Dovecot, run without privileges."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

USER, PASSWORD = "water@group.example", "geheim 7731"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{tls}
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain
disable_plaintext_auth = no
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service imap {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def installed() -> bool:
    """Whether Dovecot is on this machine."""
    return program() is not None


def program() -> str | None:
    """The path of Dovecot's server, which Debian keeps in /usr/sbin."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Dovecot:
    """A server with one user, as long as the ``with`` block lasts."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name)
        # It refuses to serve as root.
        self._owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self.port, self.tls_port = free_port(), free_port()
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}:::::\n", encoding="utf-8")
        self._certify()
        self.start()
        return self

    def _certify(self) -> None:
        openssl = shutil.which("openssl")
        assert openssl
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def start(self) -> None:
        owner = self._owner
        config = self.folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=self.folder, user=owner.pw_name, group=grp.getgrgid(owner.pw_gid).gr_name,
                uid=owner.pw_uid, gid=owner.pw_gid,
                port=self.port, tls_port=self.tls_port, ssl="yes",
                tls=f"ssl_cert = <{self.folder}/cert.pem\nssl_key = <{self.folder}/key.pem",
            ),
            encoding="utf-8",
        )  # fmt: skip
        server = program()
        assert server
        for path in (self.folder, *self.folder.rglob("*")):
            if os.getuid() == 0:
                os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        self._running = subprocess.Popen(
            [server, "-F", "-c", config],
            start_new_session=True,
            user=owner.pw_uid,
            group=owner.pw_gid,
            extra_groups=[] if os.getuid() == 0 else None,
        )
        self._wait()

    def _wait(self) -> None:
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            try:
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.1)
            else:
                return
        log = self.folder / "log"
        raise AssertionError(log.read_text(encoding="utf-8") if log.exists() else "no server")

    def stop(self) -> None:
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGTERM)
            self._running.wait(10)
            self._running = None

    def __exit__(self, *_details: object) -> None:
        self.stop()
        self._temporary.cleanup()

    def client(self) -> imaplib.IMAP4:
        imap = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        imap.login(USER, PASSWORD)
        return imap

    def put(self, *messages: bytes, folder: str = "INBOX", when: str | None = None) -> None:
        imap = self.client()
        for message in messages:
            answer, said = imap.append(folder, "", when, message)  # type: ignore[arg-type] # the stub knows no missing date
            assert answer == "OK", said
        imap.logout()

    def flags(self) -> list[str]:
        imap = self.client()
        imap.select("INBOX", readonly=True)
        _answer, said = imap.fetch("1:*", "(FLAGS)")
        imap.logout()
        return [str(line) for line in said]
