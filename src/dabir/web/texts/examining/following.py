"""Texts of others: following one, taking its revisions in, saying which clause is which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dabir.foundation.files.keeping import Altered, Missing, read_original
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    follow_text,
    receive_revision,
    set_revision_aside,
    settle_revision,
)
from dabir.stages.texts.examining.following import Alignment, Doubt, aligned_revision
from dabir.stages.texts.models import Revision, Text
from dabir.stages.texts.policy import may_start
from dabir.stages.texts.policy.examining import may_receive, may_settle
from dabir.stages.texts.queries import visible_to
from dabir.stages.texts.queries.examining import revisions_visible_to
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import DayField, NamesFormField
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.shared.uploads import within_limit
from dabir.web.texts.forms import LANGUAGES, ReasonForm
from dabir.web.texts.frame import crumbs, framed, peeked, url

NEW = "new"


class FollowForm(AudienceForm):
    """A text that is negotiated elsewhere: what it is called, who issues it, who may read it."""

    titles = NamesFormField(label=gettext_lazy("Title"))
    issuer = forms.CharField(label=gettext_lazy("Who issues it"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Text.Kind.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the files received"), choices=LANGUAGES
    )


class RevisionForm(forms.Form):
    """A received file and the symbol on it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Word, PDF, ODT, HTML, Markdown or plain text, kept as it came."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        max_length=80,
        help_text=gettext_lazy("As its issuer wrote it on the file."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    issued_on = DayField(label=gettext_lazy("Day of issue"), required=False)

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes."""
        return within_limit(self.cleaned_data["file"])


class SettleForm(forms.Form):
    """For each line in doubt: which clause of the version before it is, or a new one."""

    def __init__(self, *args: Any, doubts: Iterable[Doubt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for doubt in doubts:
            self.fields[f"line-{doubt.place}"] = forms.ChoiceField(
                label=doubt.line.line,
                choices=(
                    (doubt.uid, _("the same clause as: %(words)s") % {"words": doubt.old.line}),
                    (NEW, _("a new clause")),
                ),
                widget=forms.RadioSelect,
            )

    def said(self) -> dict[int, str | None]:
        """Return what was chosen, by the place of the line."""
        return {
            int(name.partition("-")[2]): None if chosen == NEW else chosen
            for name, chosen in self.cleaned_data.items()
        }


def settling(data: QueryDict | None, alignment: Alignment) -> SettleForm:
    """Return the form that asks of all lines in doubt, those too that what was said brings up."""
    doubts = {each.place: each for each in alignment.doubts}
    while True:
        form = SettleForm(data, doubts=[doubts[place] for place in sorted(doubts)])
        if not form.is_bound or not form.is_valid():
            return form
        more = aligned_revision(alignment.revision, form.said()).doubts
        known = len(doubts)
        doubts = {each.place: each for each in more} | doubts
        if len(doubts) == known:
            return form


@group_page
def follow(request: HttpRequest, group: Group) -> HttpResponse:
    """Begin to follow a text that is negotiated elsewhere."""
    person = actor(request)
    may_start(person, group).require()
    form = FollowForm(
        request.POST or None, group=group, initial={"kind": Text.Kind.RULES, "language": "en"}
    )
    return ask_and_do(
        request,
        form,
        lambda typed: follow_text(group=group, once=True, actor=person, at=timezone.now(), **typed),
        done=_("The text is followed: take its first file in."),
        to=lambda text: url("revisions", text),
        heading=_("Follow a text of others"),
        submit=_("Follow it"),
        cancel_url=reverse("texts:index", args=[group.code]),
        crumbs=[Crumb(_("Texts"), reverse("texts:index", args=[group.code]))],
        intro=_(
            "A text that is negotiated elsewhere is kept revision by revision, as it was received, "
            "and examined clause by clause. It is not amended here."
        ),
    )


def _text(request: HttpRequest, group: Group, pk: int) -> Text:
    return find(visible_to(request.user).filter(group=group, external=True), pk=pk)


@group_page
def revisions(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The received files of a text of others."""
    text = _text(request, group, pk)
    page = peeked(request, group, pk)
    context = framed(page, "revisions", [(_("Received files"), "")]) | {
        "revisions": revisions_visible_to(request.user).filter(text=text),
        "may_receive": offered(may_receive(request.user, text)),
    }
    return render(request, "texts/examining/revisions.html", context)


@group_page
def receive(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a revision in."""
    text = _text(request, group, pk)
    person = actor(request)
    may_receive(person, text).require()
    form = RevisionForm(request.POST or None, request.FILES or None)

    def take(typed: dict[str, Any]) -> Revision:
        upload = typed["file"]
        return receive_revision(
            text=text,
            data=upload.read(),
            name=upload.name,
            symbol=typed["symbol"],
            issued_on=typed["issued_on"],
            actor=person,
            at=timezone.now(),
        )

    made = answered(request, form, take)
    if made is not None:
        if made.version is not None:
            messages.success(request, _("The revision is taken in: it is the last version now."))
        return redirect(url("revision", text, made.pk))
    return ask(
        request,
        form,
        heading=_("Take a revision in"),
        submit=pgettext("a revision", "Take it in"),
        cancel_url=url("revisions", text),
        crumbs=crumbs(text, (_("Received files"), url("revisions", text))),
    )


@group_page
def revision(request: HttpRequest, group: Group, pk: int, revision_pk: int) -> HttpResponse:
    """A received file: what became of its clauses, or what is to be said of them."""
    text = _text(request, group, pk)
    found = find(revisions_visible_to(request.user).filter(text=text), pk=revision_pk)
    page = peeked(request, group, pk)
    alignment = aligned_revision(found) if found.state == Revision.State.OPEN else None
    form = None
    if alignment is not None and may_settle(request.user, found):
        form = settling(request.POST or None, alignment)
        person = actor(request)
        made = answered(
            request,
            form,
            lambda _typed: settle_revision(
                revision=found, said=form.said(), actor=person, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, _("The revision is taken in: it is the last version now."))
            return redirect(url("text", text))
    trail = [(_("Received files"), url("revisions", text)), (found.symbol, "")]
    context = framed(page, "revisions", trail) | {
        "revision": found,
        "alignment": alignment,
        "counts": alignment.counts() if alignment is not None else None,
        "form": form,
        "may_settle": offered(may_settle(request.user, found)),
    }
    return render(request, "texts/examining/revision.html", context)


@group_page
def set_aside(request: HttpRequest, group: Group, pk: int, revision_pk: int) -> HttpResponse:
    """Set a received file aside."""
    text = _text(request, group, pk)
    person = actor(request)
    found = find(revisions_visible_to(person).filter(text=text), pk=revision_pk)
    may_settle(person, found, "set_aside").require()
    return ask_and_do(
        request,
        ReasonForm(request.POST or None, required=True),
        lambda typed: set_revision_aside(
            revision=found, reason=typed["reason"], actor=person, at=timezone.now()
        ),
        done=_("The file is set aside."),
        to=url("revisions", text),
        heading=_("Set the file aside"),
        submit=_("Set it aside"),
        cancel_url=url("revision", text, found.pk),
        crumbs=crumbs(text, (_("Received files"), url("revisions", text))),
        danger=True,
    )


@group_page
def original_file(request: HttpRequest, group: Group, pk: int, revision_pk: int) -> HttpResponse:
    """A received file as it came, byte for byte."""
    text = _text(request, group, pk)
    found = find(revisions_visible_to(request.user).filter(text=text), pk=revision_pk)
    try:
        data = read_original(found.original)
    except (Missing, Altered) as error:
        raise Http404 from error
    # Never shown by the browser itself: what others sent may hold scripts.
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.original.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
