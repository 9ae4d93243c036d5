"""Forms of considerations, and of the words behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.acts import Evidence
from dabir.stages.themes.models import Consideration, Dimension, Theme
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField
from dabir.web.themes.choosing import ThemeChoice, choice, standing


class FilterForm(forms.Form):
    """Which considerations to list."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("all kinds")), *Consideration.Kind.choices],
        required=False,
    )
    dimension = forms.ModelChoiceField(
        Dimension.objects.none(),
        label=_("Dimension"),
        required=False,
        empty_label=_("all dimensions"),
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("all states")), *Consideration.State.choices],
        required=False,
    )

    def __init__(self, *args: Any, group: Group) -> None:
        super().__init__(*args)
        choice(self, "dimension").queryset = group.dimensions.all()


class ConsiderationForm(AudienceForm):
    """A consideration in words, with its kind and place."""

    texts = NamesFormField(label=_("The consideration in words"), long=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Consideration.Kind.choices)
    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=_("Dimension"), required=False
    )
    theme = ThemeChoice(Theme.objects.none(), label=_("Theme"), required=False)

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        choice(self, "dimension").queryset = group.dimensions.all()
        choice(self, "theme").queryset = standing(reader, group)


class EvidencePart:
    """The words of passages that bear on a consideration: two fields a passage.

    For the secretariat, who alone distils; the fields begin with the whole passage.
    """

    def add_passages(self, form: forms.Form, passages: Sequence[Passage]) -> None:
        """Give the form its fields."""
        self.passages = list(passages)
        for passage in self.passages:
            number = show_digits(passage.order + 1)
            named = {"number": number, "receipt": passage.submission.receipt}
            form.fields[f"words_{passage.pk}"] = forms.CharField(
                label=_now("Words of passage %(number)s of %(receipt)s") % named,
                help_text=_now("Keep the words that bear on it, as they stand; delete the rest."),
                initial=passage.text,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
                strip=False,
            )
            form.fields[f"opposes_{passage.pk}"] = forms.BooleanField(
                label=_now("They speak against it"), required=False
            )

    def check_words(self, form: forms.Form) -> None:
        """Find each passage's words in it, or say that they do not stand there."""
        self.evidence: list[Evidence] = []
        for passage in self.passages:
            typed = form.cleaned_data.get(f"words_{passage.pk}")
            if typed is None:
                continue
            words = typed.replace("\r\n", "\n").strip()
            start = passage.text.find(words)
            if start < 0 or not words:
                form.add_error(
                    f"words_{passage.pk}", _now("These words do not stand in the passage.")
                )
                continue
            opposes = bool(form.cleaned_data.get(f"opposes_{passage.pk}"))
            self.evidence.append(Evidence(passage, start, start + len(words), opposes))


class DistilForm(ConsiderationForm, EvidencePart):
    """A new consideration, with the passages it is distilled from."""

    def __init__(self, *args: Any, passages: Sequence[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_passages(self, passages)
        self.order_fields(
            [
                *(name for name in self.fields if name.startswith(("words_", "opposes_"))),
                *(name for name in self.fields if not name.startswith(("words_", "opposes_"))),
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Find the words of each passage in it."""
        cleaned = super().clean()
        self.check_words(self)
        return cleaned


class SupportForm(forms.Form, EvidencePart):
    """The words of one more passage."""

    def __init__(self, *args: Any, passage: Passage) -> None:
        super().__init__(*args)
        self.add_passages(self, [passage])

    def clean(self) -> dict[str, Any]:
        """Find the words in the passage."""
        cleaned = super().clean() or {}
        self.check_words(self)
        return cleaned


class ReasonForm(forms.Form):
    """Why a consideration is set aside."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


def label_of(consideration: Consideration) -> str:
    """Return a short name for headings and crumbs."""
    return Truncator(consideration.text).chars(60)
