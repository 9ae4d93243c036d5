"""A mail server is a stranger: it is reached where it was looked at, and read no further."""

import socket
import threading

import pytest

from dabir.formats.imap import ANSWER_LIMIT, ImapTrouble, OpenMailbox, Server, check_host


@pytest.fixture
def stranger():
    """A server on the loopback that signs anybody in, and then says what a test has it say."""
    listening = socket.create_server(("127.0.0.1", 0))
    said = {"FETCH": b""}

    def serve():
        connection, _address = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                tag, command, *rest = line.split()
                name = rest[0].decode() if command == b"UID" else command.decode()
                untagged = {"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n"}.get(name, b"")
                try:
                    connection.sendall(untagged + said.get(name, b"") + tag + b" OK done\r\n")
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1], said
    listening.close()
    thread.join(10)


def server(port):
    return Server("mail.example.invalid", port, "plain", "user", "word")


def test_goes_to_the_address_that_was_checked_and_asks_for_the_name_no_more(stranger):
    port, _said = stranger
    # The name leads nowhere: to look it up again would fail.
    with OpenMailbox(server(port), ["127.0.0.1"]) as opened:
        assert opened.look([1]) == []


def test_gives_the_addresses_that_were_looked_at(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 993))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_how: found)
    assert check_host("mail.example.org", 993, ()) == ("8.8.8.8",)
    assert check_host("Inner", 993, {"inner"}) == ("Inner",)
    found.append((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 993)))
    with pytest.raises(ImapTrouble, match="not_allowed"):
        check_host("mail.example.org", 993, ())


@pytest.mark.parametrize(
    "flood",
    [
        b"* 1 FETCH (UID 1 BODY[]<0> {%d}\r\n" % (ANSWER_LIMIT + 1_000),
        b"* 1 FETCH (UID 1 BODY[]<0> {99999999999}\r\n",
        (b"* 1 EXISTS" + b" " * 9_000 + b"\r\n") * (ANSWER_LIMIT // 9_000 + 2),
    ],
)
def test_refuses_more_than_was_asked_for(stranger, flood):
    port, said = stranger
    said["FETCH"] = flood
    with OpenMailbox(server(port), ["127.0.0.1"]) as opened, pytest.raises(ImapTrouble):
        opened.read(1, most=500)


def test_reads_a_message_as_large_as_was_asked_for(stranger):
    port, said = stranger
    said["FETCH"] = b"* 1 FETCH (UID 1 BODY[]<0> {500}\r\n" + b"x" * 500 + b")\r\n"
    with OpenMailbox(server(port), ["127.0.0.1"]) as opened:
        assert opened.read(1, most=500) == b"x" * 500
