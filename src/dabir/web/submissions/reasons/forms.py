"""Choosing a ready reason beside writing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Group
from dabir.stages.submissions.models import Reason
from dabir.stages.submissions.queries import offered_reasons
from dabir.web.shared.fields import NamesFormField, choice_field
from dabir.web.submissions.desk.forms import ReasonForm

LONGEST_LABEL = 110


class ReasonTextsForm(forms.Form):
    """A ready reason, by language."""

    texts = NamesFormField(label=_("Reason"), long=True)


class OfferingForm(ReasonForm):
    """A reason that the contributor reads: a ready one, own words, or both.

    `language` is the contributor's: the ready reason is said in it, where it is written in it.
    """

    ready = forms.ChoiceField(label=_("Ready reason"), required=False)
    field_order = ("ready", "reason")

    def __init__(
        self, *args: Any, group: Group, use: Reason.Use, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._texts = offered_reasons(group, use)
        self._language = language or group.language
        choice_field(self, "ready").choices = [
            ("", _("none of these")),
            *((str(at), _label(texts)) for at, texts in enumerate(self._texts)),
        ]
        self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        """Put the ready reason before the own words; one of both is needed."""
        cleaned = super().clean() or {}
        chosen = cleaned.pop("ready", "")
        said = []
        if chosen:
            texts = self._texts[int(chosen)]
            said.append(texts.get(self._language) or next(iter(texts.values())))
        said.append(cleaned.get("reason", ""))
        cleaned["reason"] = "\n\n".join(text for text in said if text)
        if not cleaned["reason"]:
            self.add_error("reason", _("Choose a ready reason, or write one."))
        return cleaned


def _label(texts: dict[str, str]) -> str:
    text = in_language(texts)
    return text if len(text) <= LONGEST_LABEL else f"{text[:LONGEST_LABEL].rsplit(' ', 1)[0]} …"
