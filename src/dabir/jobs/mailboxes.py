"""Fetching what waits in the mailboxes of calls, and reading what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from dabir.formats.imap import ImapTrouble, OpenMailbox, Waiting
from dabir.formats.mail_standing import LONGEST_HEAD
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.work.asking import ask
from dabir.foundation.work.pieces import GiveUp, Piece
from dabir.stages.submissions.acts import keep_message, receive_message
from dabir.stages.submissions.intake.fetching import ask_to_fetch, open_mailbox
from dabir.stages.submissions.intake.mails import MAIL_LIMIT, read_kept
from dabir.stages.submissions.models import Mailbox, ReceivedMail

FETCHED_AT_ONCE = 200
"""Messages of one piece of work; where more wait, it asks for the next piece."""

GAP_LOOKS = 8
"""After so many looks in vain a message that the server names and does not give is passed over."""

MARKED_AT_ONCE = 25
LONGEST_PAUSE = timedelta(minutes=30)
ATTEMPTS_TO_READ = 3
"""A message at which a worker died so often is called unreadable, and its bytes left alone."""


def look_into_mailboxes(at: datetime) -> int:
    """Ask that every mailbox be looked into that is fetched by IMAP; return how many.

    One that could not be reached is asked for less and less often, up to every half hour.
    """
    asked = 0
    for mailbox in Mailbox.objects.filter(way=Mailbox.Way.IMAP, state=Mailbox.State.ACTIVE):
        pause = min(timedelta(minutes=2 ** min(mailbox.failures, 10)), LONGEST_PAUSE)
        resting = mailbox.failures and mailbox.checked_at and mailbox.checked_at + pause > at
        if not resting:
            asked += ask_to_fetch(mailbox, at)
    return asked


def fetch(piece: Piece) -> dict[str, Any]:
    """Keep what waits in the mailbox whose id is the argument `mailbox`; say how many came.

    Each message is kept by an act of its own and only then marked as read at the server. A worker
    that dies in between keeps the message again next time, and finds that it has it.
    """
    mailbox = (
        Mailbox.objects.select_related("call__group", "call__address", "key")
        .filter(pk=piece.arguments["mailbox"], state=Mailbox.State.ACTIVE)
        .first()
    )
    if mailbox is None:
        raise GiveUp("the mailbox is not looked into any more")
    try:
        with open_mailbox(mailbox) as opened:
            came, left = _keep_waiting(mailbox, opened, piece)
    except ImapTrouble as trouble:
        Mailbox.objects.filter(pk=mailbox.pk).update(
            trouble=trouble.code, failures=F("failures") + 1, checked_at=timezone.now()
        )
        return {"trouble": trouble.code}
    Mailbox.objects.filter(pk=mailbox.pk).update(trouble="", failures=0, checked_at=timezone.now())
    if left:
        now = timezone.now()
        ask(
            "mailboxes.fetch",
            key=f"mailbox:{mailbox.pk}:{now.isoformat()}",
            arguments={"mailbox": mailbox.pk},
            at=now,
        )
    return {"came": came, "left": left}


def _keep_waiting(mailbox: Mailbox, opened: OpenMailbox, piece: Piece) -> tuple[int, int]:
    if opened.validity != mailbox.uid_validity:
        # The server counts anew: everything is looked at again, and known messages stay one.
        Mailbox.objects.filter(pk=mailbox.pk).update(uid_validity=opened.validity, last_uid=0)
        mailbox.uid_validity, mailbox.last_uid = opened.validity, 0
    uids = opened.above(mailbox.last_uid)
    now = uids[:FETCHED_AT_ONCE]
    kept: list[int] = []
    number = 0
    looked = _looked(opened, now)
    missed = next((uid for uid in now if uid not in looked), None)
    for waiting in looked.values():
        data = _read(opened, waiting)
        if data is None:
            missed = min(missed or waiting.uid, waiting.uid)
            continue
        number += 1
        whole = missed is None or waiting.uid < missed or mailbox.failures >= GAP_LOOKS
        # The server may be slow: it is asked before the transaction begins.
        with piece.step(of=len(now)):
            _keep(mailbox, waiting, data, on=whole)
        kept.append(waiting.uid)
        if number % MARKED_AT_ONCE == 0:
            opened.mark_seen(kept[-MARKED_AT_ONCE:])
    opened.mark_seen(kept[len(kept) // MARKED_AT_ONCE * MARKED_AT_ONCE :])
    if missed is not None and mailbox.failures < GAP_LOOKS:
        # Who was gone is not named next time; who is named again was only left out.
        raise ImapTrouble("lost")
    if now:
        Mailbox.objects.filter(pk=mailbox.pk, last_uid__lt=now[-1]).update(last_uid=now[-1])
    return len(kept), len(uids) - len(now)


def _looked(opened: OpenMailbox, uids: Sequence[int]) -> dict[int, Waiting]:
    """Return what the server says of messages, in their order; it is asked again for the rest."""
    found = {one.uid: one for one in opened.look(uids)}
    if left := [uid for uid in uids if uid not in found]:
        found |= {one.uid: one for one in opened.look(left)}
    return {uid: found[uid] for uid in uids if uid in found}


def _read(opened: OpenMailbox, waiting: Waiting) -> bytes | None:
    if waiting.size > MAIL_LIMIT:
        return opened.read(waiting.uid, head=True, most=LONGEST_HEAD)
    most = MAIL_LIMIT + 1
    return opened.read(waiting.uid, most=most) or opened.read(waiting.uid, most=most)


def _keep(mailbox: Mailbox, waiting: Waiting, data: bytes, *, on: bool) -> None:
    now = timezone.now()
    keep_message(
        mailbox=mailbox,
        data=data,
        came_at=waiting.came_at or now,
        at=now,
        uid=waiting.uid if on else 0,
        too_large=waiting.size > MAIL_LIMIT,
    )


def receive(piece: Piece) -> None:
    """Read the kept message whose id is the argument `mail`, and let it become what it is."""
    mail = (
        ReceivedMail.objects.select_related("mailbox", "call__group", "original__key", "key")
        .filter(pk=piece.arguments["mail"], kind=ReceivedMail.Kind.WAITING)
        .first()
    )
    if mail is None:
        return
    with reading_as(Preferences.of_language(mail.call.group.language)):
        reading = read_kept(mail, opened=piece.attempt <= ATTEMPTS_TO_READ)
        with piece.finishing():
            receive_message(mail=mail, reading=reading, at=timezone.now())
