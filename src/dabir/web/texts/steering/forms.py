"""Forms of a text's settings: what another one changed meanwhile is shown, and not written over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.models import Text
from dabir.stages.texts.queries.settings import named_as, readable_as
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField
from dabir.web.texts.forms import see_anew


class _SettingsForm(forms.Form):
    # Kept with unsent words: what others changed meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def clean_seen(self) -> str | None:
        """Return what was seen; None where the form did not say."""
        said: str | None = self.data.get("seen")
        return said

    def _beside(self, now: str, reads: str) -> None:
        """Refuse the form once where it was opened on other settings than stand `now`.

        `reads` says how they read; they count as seen from now on.
        """
        if not self.is_bound or self.data.get("seen", now) == now:
            return
        see_anew(self, {"seen": now})
        self.add_error(
            None,
            _(
                "Somebody changed this meanwhile. It is now: %(reads)s. "
                "Send yours again to change it."
            )
            % {"reads": reads},
        )


class RenameForm(_SettingsForm):
    """A text's title and kind."""

    titles = NamesFormField(label=gettext_lazy("Title"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Text.Kind.choices)

    def __init__(self, data: Any = None, *, text: Text) -> None:
        initial = {"titles": text.names, "kind": text.kind, "seen": named_as(text)}
        super().__init__(data, initial=initial)
        titles = " / ".join(name for _language, name in sorted(text.names.items(), reverse=True))
        self._beside(named_as(text), f"{titles} ({text.get_kind_display()})")


class ReadersForm(AudienceForm, _SettingsForm):
    """Who may read a text."""

    def __init__(self, data: Any = None, *, text: Text) -> None:
        stands = readable_as(text)
        super().__init__(data, group=text.group, item=text, initial={"seen": stands})
        level = Confidentiality(text.address.confidentiality)
        bodies = ", ".join(map(str, self.initial["bodies"]))
        named = level == Confidentiality.BODIES and bodies
        self._beside(stands, f"{level.label} ({bodies})" if named else str(level.label))
