"""Bytes to letters: UTF-8, UTF-16 and UTF-32 by mark or by look, Windows-1256 by its letters."""

from __future__ import annotations

import codecs
import re

from dabir.formats.errors import NotAText, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Controls that no text carries; tab, line ends, form feed and the DOS end mark (1A) it may.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_WORD = re.compile(r"[\u0600-\u06ff]{3,}")
_USUAL = re.compile(
    r"[\t\n\r\f -~\u00a0-\u00ff\u0600-\u06ff\u2000-\u206f\ufb50-\ufdff\ufe70-\ufefc]"
)
_CHARSETS = re.compile(
    r"(?:utf-8|utf-16|utf-32|ascii|cp\d|iso8859-|mac-|koi8-|gb|big5|euc_|shift_jis|iso2022_)"
)
_SAMPLE = 64 * 1024
_USUAL_SHARE = 0.95
_ARABIC_SHARE = 0.7
# How many controls, and how many letters that are lost, a text may have that is still one.
_STRAY_SHARE = 0.005
_LOST_SHARE = 0.05
_EIGHT_BITS = re.compile(r"(?:ascii|cp12\d\d|iso8859-)")
_WESTERN = {"ascii", "iso8859-1", "iso8859-15", "cp1252"}


def decode(data: bytes, *, declared: str = "") -> tuple[str, str, bool]:
    """Return the text, the name of its encoding and whether that was guessed.

    ``declared`` is what the file or its envelope says; it is believed when it fits. The order:
    byte-order mark, declaration, UTF-16 by look, UTF-8, then Windows-1256 or Windows-1252 by
    which gives words.

    Raises :class:`NotAText` for binary data and :class:`WrongEncoding` for letters that no
    encoding makes sense of.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding, False
    if declared and (found := _as_declared(data, declared)) is not None:
        return found
    if encoding := _unmarked_utf16(data):
        return _strictly(data, encoding), encoding, True
    # Some programs fill the last block of a file up with zeros, or end it as DOS did.
    data = data.rstrip(b"\x00\x1a")
    if len(_CONTROL_BYTES.findall(data)) > _STRAY_SHARE * len(data):
        raise NotAText
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        if damaged := _damaged_utf8(data):
            return damaged
        if _CONTROL_BYTES.search(data):
            # A code page makes letters of any bytes, so that one control tells what is no text.
            raise NotAText from None
        return _by_code_page(data)


def _strictly(data: bytes, encoding: str) -> str:
    """Return text in an encoding that is known; the half of a letter at a cut end is let go."""
    if encoding.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding from error
    if len(_CONTROLS.findall(text)) > _STRAY_SHARE * len(text):
        raise NotAText
    return text


def _as_declared(data: bytes, declared: str) -> tuple[str, str, bool] | None:
    try:
        # Python knows codecs that are no charsets of files, some slow (punycode, idna).
        name = codecs.lookup(declared).name
        if not _CHARSETS.match(name):
            return None
        text = data.decode(declared)
    except (LookupError, UnicodeError, ValueError):
        return None
    if _EIGHT_BITS.match(name) and (better := _against_eight_bits(data, name)) is not None:
        return better
    return None if _CONTROLS.search(text) else (text, declared.lower(), False)


def _against_eight_bits(data: bytes, name: str) -> tuple[str, str, bool] | None:
    """Return what bytes are that were declared to be of a code page, which takes any bytes.

    Letters of UTF-8 follow each other by a rule that no other text keeps; and Persian that a
    program declared to be Western, because it knew no better, is in Windows-1256.
    """
    if data.isascii():
        return None
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        pass
    if name not in _WESTERN:
        return None
    try:
        text, encoding, guessed = _by_code_page(data)
    except WrongEncoding:
        return None
    return (text, encoding, guessed) if encoding == "cp1256" else None


def _damaged_utf8(data: bytes) -> tuple[str, str, bool] | None:
    """Return UTF-8 of which a few letters are broken, as where it was cut or pasted together."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - lost
    return (text, "utf-8", True) if lost <= _LOST_SHARE * whole else None


def _unmarked_utf16(data: bytes) -> str:
    """Name the byte order of UTF-16 without a mark, or return an empty string.

    Persian and English in UTF-16 have every second byte in a handful of values (00, 06, 20),
    which as single bytes would be controls and blanks; so a file with no control byte at all
    cannot be UTF-16 in these languages.
    """
    if not _CONTROL_BYTES.search(data):
        return ""
    sample = data[: min(len(data) // 2 * 2, _SAMPLE)]
    shares: dict[str, float] = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        shares[encoding] = len(_USUAL.findall(text)) / max(1, len(text))
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _USUAL_SHARE else ""


def _by_code_page(data: bytes) -> tuple[str, str, bool]:
    text = data.decode("cp1256")
    foreign = [character for character in text if character > "\x7f" and character.isalpha()]
    if foreign:
        arabic = sum(1 for character in foreign if _ARABIC.match(character))
        if arabic >= _ARABIC_SHARE * len(foreign) and _ARABIC_WORD.search(text):
            return text, "cp1256", True
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise WrongEncoding from error
    # Western text is mostly ASCII letters; a file of high bytes is something else.
    high = sum(1 for character in western if character > "\x7f")
    if high * 3 > len(western):
        raise WrongEncoding
    return western, "cp1252", True
