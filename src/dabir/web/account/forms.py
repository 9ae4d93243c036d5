"""The sign-in and password forms, in the words of the rest of the pages."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.preferences import show_digits

SHORTEST_PASSWORD = 8  # that of Django's MinimumLengthValidator


def _rule() -> str:
    return str(_("At least %(letters)s characters; no common word, and not like your name.")) % {
        "letters": show_digits(SHORTEST_PASSWORD)
    }


def _forgotten() -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("account_reset_password"), _("Forgotten it?"))


WORDS = {
    "login": (_("User name or e-mail"), ""),
    "email": (_("E-mail"), ""),
    "password": (_("Password"), lazy(_forgotten, str, SafeString)()),
    "oldpassword": (_("Present password"), lazy(_forgotten, str, SafeString)()),
    "password1": (_("New password"), lazy(_rule, str)()),
    "password2": (_("New password, once more"), ""),
}


def _reword(form: BaseForm) -> None:
    """Give the fields our labels and help; a placeholder would only repeat the label."""
    for name, field in form.fields.items():
        if name in WORDS:
            field.label, field.help_text = WORDS[name]
            field.widget.attrs.pop("placeholder", None)


class SignInForm(forms.LoginForm):
    """Who signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self)


class ChangePasswordForm(forms.ChangePasswordForm):
    """Another password, by whoever knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self)


class SetPasswordForm(forms.SetPasswordForm):
    """The first password of an account that has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self)


class ResetPasswordForm(forms.ResetPasswordForm):
    """Where the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self)


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):
    """A new password, by whoever followed the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self)
