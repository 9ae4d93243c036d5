"""Work that dies where it is told to, at its first attempt, and leaves countable effects."""

import os
import random
import signal
import time

from django.utils import timezone

from dabir.foundation.letters.numbering import next_number
from dabir.foundation.people.models import Group
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.pieces import Piece

STEPS = 4


@act
def note(*, group: Group, key: str) -> None:
    """An effect that shows when it happens twice: a number is used up and an entry written."""
    now = timezone.now()
    next_number(group=group, name="effects", at=now)
    record(actor=None, at=now, group=group, key=key)


def effect(piece: Piece) -> None:
    group = Group.objects.get()
    die(piece, "before")
    linger()
    with piece.finishing():
        note(group=group, key=piece.key)
        linger()
        die(piece, "inside")
    die(piece, "after")


def steps(piece: Piece) -> None:
    group = Group.objects.get()
    for number in range(piece.done, STEPS):
        linger()
        with piece.step(of=STEPS):
            note(group=group, key=f"{piece.key}:{number}")
            linger()
            if number == 2:
                die(piece, "inside")
        if number == 1:
            die(piece, "between")


def die(piece: Piece, place: str) -> None:
    if piece.attempt == 1 and piece.arguments.get("die") == place:
        os.kill(os.getpid(), signal.SIGKILL)


def linger() -> None:
    time.sleep(random.uniform(0, 0.02))
