"""Forms of texts and amendments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting.comparing.marked import Unmatched, in_both, read_marked, with_known_uids
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import memberships_of
from dabir.foundation.trace.models import new_id
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import duties_visible_to
from dabir.stages.texts.models import Text
from dabir.stages.texts.policy import speaks_for
from dabir.stages.themes.models import Consideration
from dabir.web.shared.audience import AudienceForm, bodies_in
from dabir.web.shared.fields import NamesFormField
from dabir.web.texts.showing import direction

LANGUAGES = (("fa", gettext_lazy("Persian")), ("en", gettext_lazy("English")))


def offer(
    form: forms.BaseForm, name: str, items: QuerySet[Any], empty: str | None = "---------"
) -> None:
    """Let a choice of `form` be among `items`; `empty` names the choice of nothing, if any."""
    choice = form.fields[name]
    assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 (the caller declared it)
    choice.queryset = items
    choice.empty_label = empty


def choose_among(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Let a choice of `form` be among pairs of value and label."""
    choice = form.fields[name]
    assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (the caller declared it)
    choice.choices = list(choices)


class TextForm(AudienceForm):
    """What a text is called, what it is, and who may read it."""

    titles = NamesFormField(label=gettext_lazy("Title"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Text.Kind.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=LANGUAGES,
        help_text=gettext_lazy("The language in which it is negotiated; others are translations."),
    )
    duty = forms.ModelChoiceField(
        Duty.objects.none(),
        label=gettext_lazy("Carries out the duty"),
        required=False,
    )

    def __init__(self, *args: Any, reader: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        offer(self, "duty", duties_visible_to(reader).filter(group=group))


class ReasonForm(forms.Form):
    """A reason, in the reader's own language."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required

    def reasons(self) -> dict[str, str]:
        """Return the reason by the language it is given in."""
        return in_own_language(self.cleaned_data["reason"])


def see_anew(form: forms.Form, values: Mapping[str, str]) -> None:
    """Let a bound form say that what stands now was seen, once the page that asks again shows it.

    `values` are those of the hidden fields that say what was shown.
    """
    sent = form.data
    assert isinstance(sent, MultiValueDict)  # noqa: S101 (it was sent, else nothing was shown)
    data = sent.copy()
    for name, value in values.items():
        data[name] = value
    form.data = data


def in_own_language(words: str) -> dict[str, str]:
    """Return words by the language of who typed them."""
    return {(get_language() or "fa").split("-")[0]: words} if words.strip() else {}


class ZeroForm(forms.Form):
    """A draft as plain text, in the text's own language and, if there is one, a translation.

    Cleans to `clauses`, of which those that were known keep their uids.
    """

    own = forms.CharField(widget=forms.Textarea(attrs={"rows": 24}))
    translation = forms.CharField(widget=forms.Textarea(attrs={"rows": 24}), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, text: Text, known: drafting.Version | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._language = text.language
        self._other = "en" if text.language == "fa" else "fa"
        self._known = list(known.clauses.values()) if known is not None else []
        names = dict(LANGUAGES)
        for name, language in (("own", self._language), ("translation", self._other)):
            field = self.fields[name]
            field.widget.attrs |= {"lang": language, "dir": direction(language)}
            label = gettext_lazy("Draft in %(language)s")
            field.label = label % {"language": names[language]}
        self.fields["own"].help_text = _(
            "Begin each clause on a line of its own with its mark: Article 1, Note, (a), 1. "
            "Numbers follow from the places, so they need not be right."
        )
        self.fields["translation"].help_text = _("The same clauses in the same order.")

    def clean(self) -> dict[str, Any]:
        """Read the clauses, and lay the two languages side by side."""
        cleaned = super().clean() or {}
        clauses = self._read(cleaned.get("own", ""), self._language)
        if cleaned.get("own") and not clauses:
            self.add_error("own", _("There is no clause in this text."))
        translated = self._read(cleaned.get("translation", ""), self._other)
        if clauses and translated:
            try:
                clauses = in_both(clauses, translated)
            except Unmatched as error:
                self.add_error(
                    "translation",
                    _("The two languages part at clause %(place)s: add or take out a mark there.")
                    % {"place": show_digits(error.place)},
                )
        cleaned["clauses"] = with_known_uids(clauses, self._known)
        return cleaned

    @staticmethod
    def _read(text: str, language: str) -> list[drafting.Clause]:
        return read_marked(text, language, lambda: str(new_id()))


def spoken_for(reader: Person, group: Group) -> QuerySet[Body]:
    """Return the bodies for which the reader may propose: all for the secretariat, else theirs."""
    if speaks_for(reader, group, None):
        return bodies_in(group)
    mine = memberships_of(reader).filter(group=group, body__isnull=False)
    return Body.objects.filter(pk__in=mine.values("body"))


class SupportForm(forms.Form):
    """The body that supports an amendment."""

    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Supported by"))
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", spoken_for(reader, group), empty=None)


class GroundForm(forms.Form):
    """A consideration on which a clause rests."""

    consideration = forms.ModelChoiceField(
        Consideration.objects.none(), label=gettext_lazy("Consideration")
    )

    def __init__(self, *args: Any, considerations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "consideration", considerations)


class ConsultForm(forms.Form):
    """The call that is to consult on a version."""

    call = forms.ModelChoiceField(Call.objects.none(), label=gettext_lazy("Call for comments"))

    def __init__(self, *args: Any, reader: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = calls_visible_to(reader).filter(
            group=group, kind=Call.Kind.COMMENTS, state=Call.State.DRAFT
        )
        offer(self, "call", drafts)


class DeriveForm(forms.Form):
    """A note on a new version."""

    note = forms.CharField(
        label=gettext_lazy("Note on this version"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    renumbering = forms.BooleanField(
        label=gettext_lazy("Let references say the new numbers of clauses"), required=False
    )
    # Kept with unsent words: what was accepted meanwhile is seen when they are sent.
    shown = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))


class FilterForm(forms.Form):
    """Which amendments to show."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Proposed by"),
        required=False,
    )
    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)
    conflicts = forms.BooleanField(label=gettext_lazy("only conflicts"), required=False)
