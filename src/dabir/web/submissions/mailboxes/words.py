"""What codes of trouble with a mailbox, and reasons for setting a message aside, are in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TROUBLES = {
    "not_found": _("There is no mail server of this name. Look whether it is written rightly."),
    "not_allowed": _(
        "This server stands in a network of its own. Whoever looks after Dabir has to name it in"
        " the settings first."
    ),
    "refused": _("The server does not answer at this port. For encrypted IMAP the port is 993."),
    "too_slow": _("The server did not answer in time. Dabir tries again by itself."),
    "certificate": _(
        "The server's certificate is not trusted: it is not for this name, has expired, or nobody"
        " known has signed it. No password was sent."
    ),
    "no_encryption": _(
        "The server does not speak encrypted here. Choose the other way of encrypting, or another"
        " port. No password was sent."
    ),
    "password": _("The server knows no such user with this password."),
    "folder": _("The mailbox has no folder of this name."),
    "lost": _("The connection broke off. Dabir tries again by itself."),
}

REASONS = {
    "marked": _("Another Dabir sent it by itself."),
    "hops": _("It passed so many servers that it must be going in circles."),
    "own_address": _("It says to come from a mailbox of this very installation."),
    "own_message": _("It is a mail of Dabir that came back."),
    "returned": _("A mail of Dabir could not be delivered, and is marked as failed."),
    "automatic": _("A machine sent it, by its own word."),
    "absent": _("It says that somebody is away."),
    "listed": _("It came by a mailing list."),
    "changed": _("A message with the same number came before, with other words."),
    "other_sender": _("It replies to a receipt, but comes from another address."),
    "not_open": _("The call was not open when it came; its sender was told so."),
    "inquiry": _("An inquiry is answered officially, for a body."),
    "nothing_said": _("There were no words and no files in it that could be taken."),
    "refused": _("What it says could not be taken in: there is too much of it."),
    "too_large": _(
        "It is larger than is fetched. Its head is kept here, the whole lies at the server."
    ),
    "suspicious_archive": _("It is built in an unusual way, and was not opened."),
    "wrong_encoding": _("Its letters could not be made out."),
    "not_a_text": _("No text was found in it."),
}


def trouble_in_words(code: str) -> str:
    """Return what kept Dabir from looking into a mailbox; empty without trouble."""
    return str(TROUBLES.get(code, "")) if code else ""


def reason_in_words(code: str) -> str:
    """Return why a message was set aside; empty where its kind says it all."""
    return str(REASONS.get(code, _("It could not be read."))) if code else ""
