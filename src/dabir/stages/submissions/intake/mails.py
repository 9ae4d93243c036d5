"""Reading a message that was kept: who sends, what they say, which files, and how it stands.

This is slow and may be hostile, so it happens outside the transaction of the act that takes it in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.language.mail_text import Role, words_of
from dabir.formats.errors import Unreadable
from dabir.formats.limits import MEGABYTE, Limits
from dabir.formats.mail_reading import MailFile, MailMessage, read_message
from dabir.formats.mail_standing import LONGEST_HEAD, Standing, proof_of, read_standing
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.sealing import Erased, open_sealed, seal
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions.intake.contents import (
    ANSWER_LENGTH,
    FILES,
    AnswerDraft,
    FileDraft,
    tidy,
)
from dabir.stages.submissions.intake.files import Unsuitable, look_into
from dabir.stages.submissions.models import ReceivedMail

MAIL_LIMIT = 30 * MEGABYTE
"""Bytes of one message."""

FILES_LOOKED_INTO = 40
DEEPEST_MESSAGE = 4
EMBLEM = 20_000
"""Pictures shown within a message that are smaller than this belong to its look."""

_MESSAGE = "message/rfc822"
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_SAME_ON_THE_WAY = re.compile(
    rb"^(?:from|date|subject|message-id):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)


def digest_of_message(data: bytes) -> str:
    """Return what two copies of one message share, whichever way each came.

    Servers add headers at the top and change line ends; the body and what its sender wrote into
    the head stay.
    """
    end = _HEAD_ENDS.search(data, 0, LONGEST_HEAD)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    digest = hashlib.sha256()
    for line in sorted(_SAME_ON_THE_WAY.findall(head[:LONGEST_HEAD].replace(b"\r\n", b"\n"))):
        digest.update(b" ".join(line.split()) + b"\n")
    digest.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip())
    return digest.hexdigest()


def keyed(purpose: str, text: str) -> str:
    """Return a digest by which this installation alone knows an address or a Message-ID again."""
    words = f"mails {purpose} {text.strip().lower()}"
    return (
        hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
        if text
        else ""
    )


@dataclass(frozen=True, slots=True)
class Details:
    """What is sealed of a message: who sent it, and its text with what is set apart in it.

    `refused` are the files that were not taken, each with the reason, in the language of the
    group. `no_sender` says that its envelope named nobody to return it to.
    """

    sender: str = ""
    name: str = ""
    subject: str = ""
    message_id: str = ""
    text: str = ""
    stretches: tuple[tuple[str, int, int], ...] = ()
    inner: str = ""
    refused: tuple[tuple[str, str], ...] = ()
    no_sender: bool = False

    def said(self, role: Role) -> str:
        """Return what stands in the stretches of one role."""
        pieces = (self.text[start:end].strip() for own, start, end in self.stretches if own == role)
        return "\n\n".join(piece for piece in pieces if piece)

    @property
    def forwarded(self) -> str:
        """What is forwarded, within the text or as a message of its own."""
        return "\n\n".join(one for one in (self.said(Role.FORWARDED), self.inner) if one)

    @property
    def quoted(self) -> str:
        """What is quoted."""
        return self.said(Role.QUOTED)

    @property
    def signature(self) -> str:
        """The signature."""
        return self.said(Role.SIGNATURE)

    def sealed(self, mail: ReceivedMail) -> bytes:
        """Return it encrypted under the message's own key."""
        stated = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return seal(mail.key, json.dumps(stated).encode())


def details_of(mail: ReceivedMail) -> Details | None:
    """Return what was sealed of a message, or None once it was erased."""
    if mail.sealed is None:
        return None
    try:
        stated: dict[str, Any] = json.loads(open_sealed(mail.key, mail.sealed))
    except Erased:
        return None
    stated["stretches"] = tuple(tuple(one) for one in stated["stretches"])
    stated["refused"] = tuple(tuple(one) for one in stated["refused"])
    return Details(**stated)


@dataclass(frozen=True, slots=True)
class MailReading:
    """A message as it was read. `trouble` names why it could not be, empty when it could."""

    standing: Standing
    details: Details
    proof: str
    message: MailMessage | None = None
    answers: tuple[AnswerDraft, ...] = ()
    files: tuple[FileDraft, ...] = ()
    trouble: str = ""
    words: str = field(default="")

    @property
    def says_something(self) -> bool:
        """Whether there is anything to take in."""
        return bool(self.answers or self.files)


def read_kept(mail: ReceivedMail, *, opened: bool = True) -> MailReading:
    """Read a kept message, whatever its bytes are; with `opened` false, its head alone.

    Its sender's own words are the answer; where there are none, what is forwarded is. Words too
    long for an answer become a file.

    Raises:
        Erased: its key was destroyed.
        Missing, Altered: the kept file is not what was kept.
    """
    data = read_original(mail.original)
    earlier = details_of(mail) or Details()
    standing = read_standing(data, null_sender=earlier.no_sender)
    proven = proof_of(standing, mail.mailbox.checker)
    proof = {
        True: ReceivedMail.Proof.PASSED,
        False: ReceivedMail.Proof.FAILED,
        None: ReceivedMail.Proof.NONE,
    }[proven]
    sender = standing.sender
    known = Details(
        sender=sender.address if sender else "",
        name=sender.name if sender else "",
        subject=standing.subject,
        message_id=standing.message_id,
        no_sender=earlier.no_sender,
    )
    if mail.why == "too_large" or not opened:
        return MailReading(standing, known, proof, trouble=mail.why or "suspicious_archive")
    try:
        message = read_message(data, limits=Limits(file_size=MAIL_LIMIT))
    except Unreadable as error:
        return MailReading(standing, known, proof, trouble=error.code.replace("-", "_"))
    files, refused, inner = _look_into_all(message)
    own = tidy(words_of(message.text, message.stretches, Role.OWN))
    forwarded = words_of(message.text, message.stretches, Role.FORWARDED)
    words = own or tidy("\n\n".join(one for one in (forwarded, inner) if one))
    answers: tuple[AnswerDraft, ...] = (AnswerDraft(words),) if words else ()
    if len(words) > ANSWER_LENGTH:
        answers, files = (), (look_into("message.txt", words.encode()), *files)
    kept, left = files[:FILES], files[FILES:]
    refused += tuple((file.name, _too_many()) for file in left)
    details = Details(
        sender=known.sender,
        name=known.name,
        subject=known.subject,
        message_id=known.message_id,
        text=message.text,
        stretches=tuple((str(one.role), one.start, one.end) for one in message.stretches),
        inner=inner,
        refused=refused,
        no_sender=known.no_sender,
    )
    return MailReading(standing, details, proof, message, answers, kept, words=words)


def _too_many() -> str:
    return _("Only the first %(most)s files of a message are taken.") % {"most": show_digits(FILES)}


def _look_into_all(
    message: MailMessage,
) -> tuple[tuple[FileDraft, ...], tuple[tuple[str, str], ...], str]:
    """Look into every file, also those of messages within; return the words of these apart."""
    files: list[FileDraft] = []
    refused: list[tuple[str, str]] = []
    inner: list[str] = []
    for number, (file, words) in enumerate(_all_files(message, 0)):
        if number >= FILES_LOOKED_INTO:
            refused.append((file.name, _too_many()))
        elif words:
            inner.append(words)
        elif not (file.inline and len(file.data) < EMBLEM and _is_picture(file)):
            try:
                files.append(look_into(file.name, file.data))
            except Unsuitable as error:
                refused.append((file.name, str(error)))
    return tuple(files), tuple(refused), "\n\n".join(inner)


def _is_picture(file: MailFile) -> bool:
    return file.media_type.startswith("image/")


def _all_files(message: MailMessage, depth: int) -> Iterator[tuple[MailFile, str]]:
    for file in message.files:
        if file.media_type != _MESSAGE or depth >= DEEPEST_MESSAGE:
            yield file, ""
            continue
        try:
            within = read_message(file.data, limits=Limits(file_size=MAIL_LIMIT))
        except Unreadable:
            yield file, ""
            continue
        words = f"{within.subject}\n\n{within.text}".strip()
        if words:
            yield file, words
        yield from _all_files(within, depth + 1)
