"""An SMTP server that takes every mail and writes down its Message-ID, in a process of its own."""

import os
import signal
import socket
from collections import Counter
from email import message_from_bytes
from pathlib import Path


class Sink:
    """The server; `port` is where it listens, `received` what it took since it was emptied."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "received"
        self.notes.touch()
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        self.process = os.fork()
        if self.process == 0:
            while True:
                talk(listening.accept()[0], self.notes)
        listening.close()

    def received(self) -> Counter[str]:
        return Counter(self.notes.read_text(encoding="utf-8").split())

    def empty(self) -> None:
        self.notes.write_text("", encoding="utf-8")

    def stop(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def talk(connection: socket.socket, notes: Path) -> None:
    """Speak SMTP with one client, until it leaves or dies."""
    with connection, connection.makefile("rwb") as lines:

        def say(words: str) -> None:
            lines.write(f"{words}\r\n".encode())
            lines.flush()

        try:
            say("220 sink")
            while line := lines.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    say("354 go on")
                    taken = b"".join(iter(lines.readline, b".\r\n"))
                    with notes.open("a", encoding="utf-8") as file:
                        file.write(f"{message_from_bytes(taken)['Message-ID']}\n")
                    say("250 taken")
                elif verb == b"QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 yes")
        except (BrokenPipeError, ConnectionResetError):
            return
