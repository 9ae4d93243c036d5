"""Forms of the files pages: which file is wanted, and what is done with one that came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.texts.files.as_it_came import Layout
from dabir.stages.texts.models import Version
from dabir.stages.texts.policy import speaks_for
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.uploads import within_limit
from dabir.web.texts.forms import LANGUAGES, choose_among, offer, see_anew, spoken_for

BOTH = "both"


class LanguageForm(forms.Form):
    """In which language, or languages side by side, and whose layout a Word file has."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"),
        required=False,
        choices=(
            ("original", gettext_lazy("that of the file that the text was made of")),
            ("own", gettext_lazy("that of all files from here")),
        ),
        help_text=gettext_lazy("In Word."),
    )

    def __init__(
        self,
        *args: Any,
        versions: Sequence[Version],
        languages: Sequence[str],
        has_original: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer these versions, and these languages, the text's own first.

        `has_original` is whether the text was made of a Word file that the reader may read, so
        that its layout can be had.
        """
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        names = dict(LANGUAGES)
        choices = [(code, names.get(code, code)) for code in languages]
        if len(languages) > 1:
            choose_among(self, "language", [*choices, (BOTH, _("side by side"))])
        else:
            del self.fields["language"]
        if not has_original:
            del self.fields["layout"]
        for name in ("version", "before", "after"):
            if name in self.fields:
                listed = [(str(each.order), str(each)) for each in reversed(versions)]
                choose_among(self, name, listed)

    def codes(self, own: str) -> tuple[str, ...]:
        """Return the languages that are wanted; asked of a valid form."""
        wanted = self.cleaned_data.get("language") or own
        return self.languages if wanted == BOTH else (wanted,)

    def wanted_layout(self) -> Layout:
        """Return whose layout a Word file is wanted in; asked of a valid form."""
        return "original" if self.cleaned_data.get("layout") == "original" else "own"


class VersionForm(LanguageForm):
    """Which version is wanted as a file."""

    version = forms.ChoiceField(label=gettext_lazy("Version"))
    lines = forms.BooleanField(
        label=gettext_lazy("Number the lines"),
        required=False,
        help_text=gettext_lazy("In PDF and HTML."),
    )
    field_order = ("version", "language", "lines", "layout")


class CompiledForm(LanguageForm):
    """To which version what is proposed is wanted, and how it is laid out."""

    version = forms.ChoiceField(label=gettext_lazy("Version"))
    contests = forms.ChoiceField(
        label=gettext_lazy("Contested words"),
        choices=(
            ("brackets", gettext_lazy("in brackets in the running text")),
            ("rows", gettext_lazy("in rows under each clause")),
        ),
        help_text=gettext_lazy("In PDF and HTML; in Word they are tracked changes by author."),
    )
    lines = forms.BooleanField(
        label=gettext_lazy("Number the lines"),
        required=False,
        help_text=gettext_lazy("In PDF."),
    )
    field_order = ("version", "language", "contests", "lines", "layout")


class BetweenForm(LanguageForm):
    """Which two versions are wanted as one file."""

    before = forms.ChoiceField(label=gettext_lazy("From"))
    after = forms.ChoiceField(label=gettext_lazy("To"))
    field_order = ("before", "after", "language", "layout")


class UploadForm(forms.Form):
    """A file in which the text was changed."""

    file = forms.FileField(
        label=gettext_lazy("The changed copy"),
        help_text=gettext_lazy("Word, OpenDocument, PDF, HTML, Markdown or plain text."),
    )

    def clean_file(self) -> Any:
        """Refuse by its size what is too large, before it is read."""
        return within_limit(self.cleaned_data["file"])


class AsideForm(forms.Form):
    """Nothing is asked."""


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """The field in which changes to clauses are left out: its name, what may be, and what is."""

    name: str
    uids: frozenset[str]
    chosen: frozenset[str]


class ReceivedForm(AudienceForm):
    """Whose changes are proposed, for which body and why, and who may read them."""

    def __init__(
        self,
        *args: Any,
        group: Group,
        reader: Person,
        authors: Sequence[tuple[str, str, Sequence[str]]],
        **kwargs: Any,
    ) -> None:
        """Ask of each author; what they wrote in the margin is offered as their reasons.

        `authors` are what they are called, their remarks and the uids of the clauses they change,
        each of which may be left out.
        """
        super().__init__(*args, group=group, **kwargs)
        self._authors = tuple(author for author, _remarks, _uids in authors)
        self._uids = tuple(frozenset(uids) for _author, _remarks, uids in authors)
        itself = bool(speaks_for(reader, group, None))
        bodies = spoken_for(reader, group)
        named = {name.casefold(): body.pk for body in bodies for name in body.names.values()}
        asked: dict[str, forms.Field] = {}
        for place, (author, remarks, uids) in enumerate(authors):
            asked[f"without-{place}"] = forms.MultipleChoiceField(
                choices=[(uid, uid) for uid in uids], required=False
            )
            if len(authors) > 1:
                asked[f"take-{place}"] = forms.BooleanField(
                    label=_("Propose these changes"), required=False, initial=True
                )
            asked[f"body-{place}"] = forms.ModelChoiceField(
                Body.objects.none(),
                label=_("Proposed by"),
                required=False,
                initial=named.get(author.casefold()),
            )
            asked[f"reason-{place}"] = forms.CharField(
                label=_("Reason"),
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                initial=remarks,
            )
        asked["present"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.fields = {**asked, **self.fields}
        for place in range(len(authors)):
            empty = _("the secretariat itself") if itself else "---------"
            offer(self, f"body-{place}", bodies, empty=empty)

    def look_again(self, present: Version) -> None:
        """Say so where the page was shown against an earlier version, and take this as seen."""
        if self.data.get("present", str(present.order)) == str(present.order):
            return
        see_anew(self, {"present": str(present.order)})
        self.add_error(
            None,
            _("The text has come to %(latest)s since. Look at the changes again.")
            % {"latest": present},
        )

    def fields_of(self, author: str) -> tuple[Any, ...]:
        """Return the fields that are asked about one author."""
        if author not in self._authors:
            return ()
        place = self._authors.index(author)
        names = (f"take-{place}", f"body-{place}", f"reason-{place}")
        return tuple(self[name] for name in names if name in self.fields)

    def choice_of(self, author: str) -> LeavingOut | None:
        """Return how clauses of an author are left out; None where that would leave nothing."""
        if author not in self._authors:
            return None
        place = self._authors.index(author)
        name, uids = f"without-{place}", self._uids[place]
        return (
            LeavingOut(name, uids, frozenset(self[name].value() or ())) if len(uids) > 1 else None
        )

    def audience(self) -> tuple[Any, ...]:
        """Return the fields that are asked once, about all authors."""
        return tuple(self[name] for name in ("confidentiality", "bodies") if name in self.fields)

    def taken(self) -> list[tuple[str, Body | None, str, frozenset[str]]]:
        """Return whose changes are proposed, for whom, why and without which clauses' changes.

        Asked of a valid form.
        """
        typed = self.cleaned_data
        return [
            (
                author,
                typed[f"body-{place}"],
                typed[f"reason-{place}"],
                frozenset(typed[f"without-{place}"]),
            )
            for place, author in enumerate(self._authors)
            if typed.get(f"take-{place}", True)
        ]
