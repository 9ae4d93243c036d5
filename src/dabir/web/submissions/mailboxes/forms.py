"""Setting up a mailbox; looking through messages; opening one with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.formats.imap import Server
from dabir.stages.calls.models import Call
from dabir.stages.submissions.intake.fetching import password_of
from dabir.stages.submissions.models import Mailbox
from dabir.web.shared.fields import NumberField, model_field


def _checker() -> forms.CharField:
    return forms.CharField(
        label=_("Server whose checks of senders are believed"),
        max_length=253,
        required=False,
        help_text=_(
            "As it names itself in the line Authentication-Results of a message you received, such"
            " as mx.example.org. Empty: no sender counts as proven."
        ),
    )


class ListenerForm(forms.Form):
    """Letting Dabir itself take the mail of a call."""

    checker = _checker()


class ImapForm(forms.Form):
    """A mailbox that is fetched from a mail server."""

    address = forms.EmailField(
        label=_("Address of the mailbox"),
        help_text=_("People write to it. It is for this call alone: all that comes is taken in."),
    )
    host = forms.CharField(label=_("Mail server (IMAP)"), max_length=253)
    security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    port = NumberField(label=_("Port"), min_value=1, max_value=65_535, initial=993)
    username = forms.CharField(label=_("User name"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    checker = _checker()

    def __init__(self, *args: Any, mailbox: Mailbox | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mailbox = mailbox
        if mailbox is None:
            self.fields["password"].required = True
        else:
            self.fields["password"].help_text = _("Leave it empty to keep the one you gave before.")
        for name in ("address", "host", "username", "folder", "checker"):
            self.fields[name].widget.attrs |= {"dir": "ltr", "autocomplete": "off"}

    def server(self) -> Server:
        """Return the server to be tried; the password that was given before, for the same one."""
        given = self.cleaned_data
        host, earlier = given["host"].strip().lower(), self._mailbox
        password = given["password"]
        if (
            not password
            and earlier
            and (earlier.host, earlier.username)
            == (
                host,
                given["username"].strip(),
            )
        ):
            password = password_of(earlier)
        return Server(
            host,
            given["port"],
            given["security"],
            given["username"].strip(),
            password,
            given["folder"].strip(),
        )


class ReasonForm(forms.Form):
    """Why a message is opened as it came."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )


class MailFilterForm(forms.Form):
    """Which messages are listed."""

    call = forms.ModelChoiceField(
        Call.objects.none(), label=_("Call"), required=False, empty_label=_("All calls")
    )
    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("waiting for you")),
            ("taken", _("taken in")),
            ("machines", _("from machines")),
            ("all", _("all")),
        ],
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "call").queryset = calls
