"""Readers of mail and documents under ten minutes of damage: a reading or a reason, in time.

Unlike `test_mutated_files`, damage builds on damage that was read differently, and every night
begins elsewhere; a failure names its seed and keeps the file. `DABIR_FUZZ_SECONDS` shortens it.
"""

import contextlib
import os
import random
import secrets
import time
from collections.abc import Callable
from email import message_from_bytes

import pytest

from dabir.domain.language.mail_text import set_apart
from dabir.formats.comment_sheets import CommentSheet, Section, read_sheet, write_sheet
from dabir.formats.errors import Unreadable
from dabir.formats.limits import Limits
from dabir.formats.mail_reading import read_message
from dabir.formats.mail_standing import read_returned, read_standing
from dabir.formats.metadata import KINDS, Uncleanable, cleaned
from dabir.formats.official import official_weight
from dabir.formats.received import receive
from dabir.formats.rows import open_rows
from tests.formats.test_mutated_files import ARCHIVES, SEEDS, damaged, damaged_inside
from tests.formats.test_rows import EVERY_FORMAT

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(900)]

FUZZ_SECONDS = float(os.environ.get("DABIR_FUZZ_SECONDS", "300"))
PATIENCE = 10.0
"""Seconds of the processor for one small file, on a machine with other work."""
KEPT = 400
"""Files that damage goes on from."""
LARGEST = 200_000
LIMITS = Limits(inflated_size=20_000_000)

STRUCTURES = (
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
    b"Content-Type: multipart/mixed; boundary=\r\n\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;",
    b"Content-Type: text/html; charset=utf-7\r\n",
    b"Content-Type: text/plain; charset=x-user-defined; format=flowed; delsp=yes\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Disposition: attachment; filename*=utf-8''%ff%fe%00/../x.docx\r\n",
    b"Subject: =?utf-8?B?2LPZhNin2YU=?= =?x?Q?=00=0d=0aBcc:_x?=\r\n",
    b'From: =?utf-8?q?a?= <a@b>, <>, "\xd8\xb3" <\xff>\r\n',
    b"Auto-Submitted: auto-replied\r\n",
    b"Authentication-Results: mx; dkim=pass header.d=b; spf=fail\r\n",
    b"References: <" + b"a" * 500 + b"@b> <<>>\r\n",
    b"--b--\r\n",
    b"\r\n\r\n",
    b"> " * 60,
    b"<div class=gmail_quote><blockquote>" * 20,
    b"begin 644 x\r\n",
    b"\x00",
    b"\xff\xfe",
)
NUMBERS = (b"0", b"-1", b"4294967295", b"9" * 60)


def read_as_mail(data: bytes) -> object:
    """Everything that is done with a message before a person sees it."""
    standing = read_standing(data)
    message = read_message(data, limits=LIMITS)
    read_returned(message)
    stretches = set_apart(message.text)
    read = (standing.daemon, standing.automatic, standing.marked, standing.looping)
    return *read, len(stretches), len(message.files), message.text.strip() == ""


def read_as_document(data: bytes, kind: str) -> object:
    """Everything that is done with a file: read, cleaned, taken as a sheet, taken as rows."""
    seen: list[object] = []
    for reading in (
        lambda: len(
            receive(data, filename=f"a.{kind}", weigh=official_weight, limits=LIMITS).parts
        ),
        lambda: len(read_sheet(data, limits=LIMITS).rows),
        lambda: len(list(open_rows(data, f"a.{kind}"))),
        lambda: len(cleaned(data, kind)) > 0 if kind in KINDS else None,
    ):
        try:
            seen.append(reading())
        except (Unreadable, Uncleanable) as error:
            seen.append(type(error).__name__)
    return tuple(seen)


def structured(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Put in what a message is made of, or a piece of another file."""
    torn = bytearray(data)
    place = chance.randrange(len(torn) + 1)
    piece = chance.choice(STRUCTURES)
    if chance.random() < 0.3:
        other = chance.choice(others)
        start = chance.randrange(max(1, len(other)))
        piece = other[start : start + chance.randint(1, 2_000)]
    torn[place:place] = piece * chance.choice((1, 1, 1, 2, 50))
    if chance.random() < 0.2:
        line = torn.find(b":", place)
        if line >= 0:
            torn[line + 1 : line + 1] = chance.choice(NUMBERS)
    return bytes(torn[:LARGEST])


def fuzz(
    read: Callable[[bytes], object],
    seeds: list[bytes],
    damage: Callable[[bytes, random.Random], bytes],
    seconds: float,
) -> int:
    """Damage and read until the time is over; files that read in a new way are damaged further."""
    seed = int(os.environ.get("DABIR_FUZZ_SEED", secrets.randbits(32)))
    chance = random.Random(seed)
    pool = list(seeds)
    seen: set[object] = set()
    ends = time.monotonic() + seconds
    cases = 0
    while time.monotonic() < ends:
        cases += 1
        data = chance.choice(pool)
        for _step in range(chance.randint(1, 4)):
            data = structured(data, chance, pool) if chance.random() < 0.5 else damage(data, chance)
        begun = time.process_time()
        where = f"DABIR_FUZZ_SEED={seed}, case {cases}: {data[:400]!r}"
        try:
            found = read(data)
        except Unreadable as error:
            found = type(error).__name__
        except Exception as error:
            raise AssertionError(where) from error
        assert time.process_time() - begun < PATIENCE, where
        if found not in seen:
            seen.add(found)
            pool.append(data)
            if len(pool) > KEPT:
                pool.pop(chance.randrange(len(seeds), len(pool)))
    return cases


def mails() -> list[bytes]:
    plain = SEEDS["eml"]()
    message = message_from_bytes(plain)
    bare = b"From: a@b\r\nSubject: x\r\n\r\ny\r\n\r\n-- \r\nMina\r\n\r\nOn 1 May Ali wrote:\r\n> z"
    bounce = (
        b"From: MAILER-DAEMON@b\r\nContent-Type: multipart/report; report-type=delivery-status;"
        b" boundary=r\r\n\r\n--r\r\n\r\nno\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Final-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--r\r\n"
        b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <1@b>\r\n\r\nx\r\n--r--\r\n"
    )
    return [plain, message.as_bytes(), bare, bounce]


def test_mail_is_read_or_refused_with_a_reason():
    assert fuzz(read_as_mail, mails(), damaged, FUZZ_SECONDS) > FUZZ_SECONDS


def sheet() -> CommentSheet:
    return CommentSheet(
        title="Reeds",
        language="en",
        direction="ltr",
        sections=(Section(code="a1", label="1", text="Reeds are cut in autumn."),),
    )


def documents() -> dict[str, bytes]:
    made = {kind: seed() for kind, seed in SEEDS.items()}
    made["sheet.docx"] = write_sheet(sheet(), "docx")
    made["sheet.xlsx"] = write_sheet(sheet(), "xlsx")
    for name, data in EVERY_FORMAT.items():
        made[f"rows.{name}"] = data
    return made


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "odt", "pdf", "sheets", "rows"])
def test_documents_are_read_or_refused_with_a_reason(kind):
    made = documents()
    chosen = [data for name, data in made.items() if kind.rstrip("s") in name]
    assert chosen
    ending = {"sheets": "xlsx", "rows": "csv"}.get(kind, kind)

    def damage(data: bytes, chance: random.Random) -> bytes:
        if data.startswith(b"PK") and chance.random() < 0.8:
            with contextlib.suppress(Exception):  # no archive any more: damaged as bytes
                return damaged_inside(data, chance)
        return damaged(data, chance)

    cases = fuzz(lambda data: read_as_document(data, ending), chosen, damage, FUZZ_SECONDS / 7)
    assert cases > FUZZ_SECONDS / 7
    assert set(made) >= ARCHIVES
