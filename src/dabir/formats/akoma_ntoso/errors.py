"""Why an Akoma Ntoso file could not be read or written.

Unreadable
├── NotAkomaNtoso
├── UnreadKind
├── Invalid
├── Dangling
└── OtherBase
Unwritable
└── NoSuchLanguage
"""

from __future__ import annotations

from dabir.formats.errors import Unreadable, Unwritable, gettext_noop


class NotAkomaNtoso(Unreadable):
    """The file is XML of another kind; ``found`` names its outermost element."""

    code = "not-akoma-ntoso"
    message = gettext_noop("This is no Akoma Ntoso file: its outermost element is “%(found)s”.")


class UnreadKind(Unreadable):
    """An Akoma Ntoso document of a kind that holds no draft (``found``)."""

    code = "unread-kind"
    message = gettext_noop("Akoma Ntoso documents of the kind “%(found)s” hold no text to draft.")


class Invalid(Unreadable):
    """The file is not valid against the official schema; ``line`` and ``fault`` say where."""

    code = "invalid-akoma-ntoso"
    message = gettext_noop("The file breaks the rules of Akoma Ntoso in line %(line)d: %(fault)s")


class Dangling(Unreadable):
    """Something in the file points at ``target``, which is not there."""

    code = "dangling"
    message = gettext_noop("The file refers to “%(target)s”, and there is no such place in it.")


class OtherBase(Unreadable):
    """An amendment names ``target``, which the version it is read against does not have."""

    code = "other-base"
    message = gettext_noop(
        "The amendment is against another version: it changes “%(target)s”, which is not there."
    )


class NoSuchLanguage(Unwritable):
    """A wording is in a ``language`` whose code no file can hold."""

    code = "no-such-language"
    message = gettext_noop("“%(language)s” is no code of a language.")
