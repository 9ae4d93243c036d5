"""Forms of themes, codes, considerations and dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.models import Axis
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.acts import Evidence
from dabir.stages.themes.models import Consideration, Dimension, Stance, Theme
from dabir.stages.themes.queries import visible_to
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField


def _choice(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast("forms.ModelChoiceField", form.fields[name])


def _standing(reader: Reader, group: Group) -> Any:
    return visible_to(reader).filter(group=group, merged_into__isnull=True)


class ThemeChoice(forms.ModelChoiceField):
    """A theme, with the theme above it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} › {obj.name}" if obj.parent_id else str(obj.name)


class NameForm(forms.Form):
    """A name in one language or both."""

    names = NamesFormField(label=_("Name"))


class PlaceForm(forms.Form):
    """Where a theme stands."""

    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Under the theme"),
        required=False,
        empty_label=_("none: on the first level"),
    )
    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("On the axis of the mandate"), required=False
    )

    def __init__(
        self, *args: Any, group: Group, reader: Reader, theme: Theme | None = None
    ) -> None:
        super().__init__(*args)
        if theme is not None:
            self.initial = {"parent": theme.parent_id, "axis": theme.axis_id}
        parents = _standing(reader, group).filter(parent__isnull=True)
        _choice(self, "parent").queryset = parents.exclude(pk=theme.pk) if theme else parents
        _choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)


class ThemeForm(AudienceForm):
    """A new theme."""

    names = NamesFormField(label=_("Name of the theme"))
    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Under the theme"),
        required=False,
        empty_label=_("none: on the first level"),
    )
    axis = forms.ModelChoiceField(
        Axis.objects.none(), label=_("On the axis of the mandate"), required=False
    )

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        _choice(self, "parent").queryset = _standing(reader, group).filter(parent__isnull=True)
        _choice(self, "axis").queryset = axes_visible_to(reader).filter(group=group)
        field = cast("forms.ChoiceField", self.fields["confidentiality"])
        field.choices = [
            choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
        ]
        del self.fields["bodies"]


class MergeForm(forms.Form):
    """The theme to merge into."""

    into = ThemeChoice(Theme.objects.none(), label=_("Into the theme"))

    def __init__(self, *args: Any, group: Group, reader: Reader, theme: Theme) -> None:
        super().__init__(*args)
        _choice(self, "into").queryset = _standing(reader, group).exclude(pk=theme.pk)


class CodeForm(forms.Form):
    """A theme and a stance for one passage."""

    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"))
    stance = forms.ChoiceField(
        label=_("What it says to the theme"),
        choices=Stance.choices,
        initial=Stance.NEUTRAL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, group: Group, reader: Reader) -> None:
        super().__init__(*args)
        _choice(self, "theme").queryset = _standing(reader, group)


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
        _choice(self, "dimension").queryset = group.dimensions.all()


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
        _choice(self, "dimension").queryset = group.dimensions.all()
        _choice(self, "theme").queryset = _standing(reader, group)


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
