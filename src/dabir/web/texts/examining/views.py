"""Examining a text: its red lines, the upstream documents, what was found clause by clause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.drafting.comparing.marked import read_plainly
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.proposals.acts import read_document
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.policy import may_confirm
from dabir.foundation.proposals.queries import IN_PLACE
from dabir.foundation.proposals.queries import visible_to as readings_visible_to
from dabir.stages.texts.acts import (
    UpstreamDraft,
    enter_upstream,
    note_finding,
    take_over_upstream,
)
from dabir.stages.texts.examining.guarding import check
from dabir.stages.texts.models import Clause, Finding, Text, Upstream, UpstreamClause
from dabir.stages.texts.policy import may_edit, may_examine, may_start
from dabir.stages.texts.queries import (
    clauses_visible_to,
    documents_visible_to,
    findings_visible_to,
    guards_visible_to,
    reading,
    upstream_visible_to,
)
from dabir.stages.texts.queries.examining import examinations_visible_to
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.shared.asking import answered, ask, ask_and_do, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NamesFormField
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.shared.uploads import within_limit
from dabir.web.texts.examining.choices import LabelledChoice, show_beside
from dabir.web.texts.forms import in_own_language, offer
from dabir.web.texts.frame import crumbs, framed, peeked, url


class UpstreamForm(AudienceForm):
    """A higher-ranking document and its clauses, as plain text with marks."""

    names = NamesFormField(label=gettext_lazy("Name of the document"))
    rank = forms.ChoiceField(label=gettext_lazy("Rank"), choices=Upstream.Rank.choices)
    clauses = forms.CharField(
        label=gettext_lazy("Clauses that matter"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=gettext_lazy("Each on lines of its own, with its mark as it stands there."),
    )

    def clean_clauses(self) -> list[UpstreamDraft]:
        """Read the clauses with the labels they have in the document."""
        read = read_plainly(self.cleaned_data["clauses"])
        return [
            UpstreamDraft(mark or show_digits(number), words)
            for number, (mark, words) in enumerate(read, start=1)
        ]


class UpstreamFileForm(forms.Form):
    """The file of a higher-ranking document."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("Word, PDF, ODT or plain text.")
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than the installation takes."""
        return within_limit(self.cleaned_data["file"])


class FindingForm(AudienceForm):
    """What was found of a draft clause against an upstream clause."""

    clause = LabelledChoice(Clause.objects.none(), label=gettext_lazy("Clause of the draft"))
    upstream = LabelledChoice(
        UpstreamClause.objects.none(), label=gettext_lazy("Clause of the upstream document")
    )
    outcome = forms.ChoiceField(label=gettext_lazy("Found"), choices=Finding.Outcome.choices)
    note = forms.CharField(
        label=gettext_lazy("What was found"), widget=forms.Textarea(attrs={"rows": 4})
    )
    # Kept with unsent words: what others noted meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def beside(self, reader: Reader) -> None:
        """Show what is noted on the two clauses already, and take it as seen from now on."""
        if not self.is_valid():
            return
        clause, upstream = self.cleaned_data["clause"], self.cleaned_data["upstream"]
        held = findings_visible_to(reader).filter(clause=clause, upstream=upstream).first()
        show_beside(self, held)


@group_page
def examination(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The present version against its red lines and the upstream documents."""
    page = peeked(request, group, pk)
    version = page.present()
    clauses = reading(version, request.user)
    labels = {clause.uid: clause for clause in clauses}
    guards = guards_visible_to(request.user).filter(text=page.text)
    findings = findings_visible_to(request.user).filter(clause__version__text=page.text)
    context = framed(page, "examination", [(_("Examination"), "")]) | {
        "version": version,
        "checked": [
            {"check": each, "clause": labels.get(each.guard.uid) if each.guard.uid else None}
            for each in check(guards, snapshot_of(version, clauses))
        ],
        "findings": list(findings.order_by("upstream__document", "upstream__order", "-at")),
        "documents": documents_visible_to(request.user).filter(group=group),
        "may_guard": offered(may_edit(request.user, page.text)),
        "examinations": examinations_visible_to(request.user).filter(version__text=page.text),
        "may_begin": offered(may_start(request.user, group)),
        "may_examine": offered(may_examine(request.user, page.text)),
    }
    return render(request, "texts/examination.html", context)


@group_page
def upstream(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One upstream document, its clauses, and what was found of drafts against them."""
    document = find(documents_visible_to(request.user).filter(group=group), pk=pk)
    findings = findings_visible_to(request.user).filter(upstream__document=document)
    by_clause: dict[int, list[Finding]] = {}
    for finding in findings:
        by_clause.setdefault(finding.upstream_id, []).append(finding)
    clauses = upstream_visible_to(request.user).filter(document=document)
    context = {
        "document": document,
        "clauses": [{"clause": each, "findings": by_clause.get(each.pk, [])} for each in clauses],
    }
    return render(request, "texts/upstream.html", context)


@group_page
def new_upstream(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Enter an upstream document."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_start(person, group).require()
    form = UpstreamForm(request.POST or None, group=group)
    made = answered(
        request,
        form,
        lambda typed: enter_upstream(
            group=group, once=True, actor=person, at=timezone.now(), **typed
        ),
    )
    if made is not None:
        messages.success(request, _("The document is entered."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Enter an upstream document"),
        submit=_("Enter it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
    )


@group_page
def upstream_upload(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Have the file of an upstream document read into clauses."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_start(person, group).require()
    form = UpstreamFileForm(request.POST or None, request.FILES or None)

    def read(typed: dict[str, Any]) -> Reading:
        upload = typed["file"]
        return read_document(
            data=upload.read(), name=upload.name, group=group, actor=person, at=timezone.now()
        )

    return ask_and_do(
        request,
        form,
        read,
        done=_("The file is read: confirm its clauses."),
        to=lambda made: url("upstream_reading", page.text, made.pk),
        heading=_("Read an upstream document from its file"),
        submit=_("Read it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
        intro=_("The file is kept as it came. Nothing of it holds until you confirm it."),
    )


@group_page
def upstream_reading(request: HttpRequest, group: Group, pk: int, reading_pk: int) -> HttpResponse:
    """Confirm the clauses that were read in the file of an upstream document."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(readings_visible_to(person).filter(address__group=group), pk=reading_pk)
    may_confirm(person, found).require()
    clauses = (
        found.proposals.filter(kind="clause")
        .exclude(state=Proposal.State.DECLINED)
        .order_by(*IN_PLACE)
    )
    title = found.proposals.filter(kind="title").first()
    language = found.language if found.language in {"fa", "en"} else "fa"
    form = UpstreamForm(
        request.POST or None,
        group=group,
        initial={
            "names": {language: str(title.agreed)} if title is not None else {},
            "clauses": "\n\n".join(_as_typed(found, each) for each in clauses) or found.text,
        },
    )
    made = answered(
        request,
        form,
        lambda typed: take_over_upstream(reading=found, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("The document is entered."))
        return redirect(reverse("texts:upstream", args=[group.code, made.pk]))
    return ask(
        request,
        form,
        heading=_("Confirm the clauses of %(file)s") % {"file": found.original.name},
        submit=_("Enter it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
        intro=_(
            "These clauses were read in the file, each with its mark. Take out what does not "
            "matter, and mend what was read wrong."
        ),
    )


def _as_typed(read: Reading, proposal: Proposal) -> str:
    """Return a clause that was read as it is typed in a form: its mark as it stands, its words."""
    words = str(proposal.agreed["text"] if isinstance(proposal.agreed, dict) else proposal.agreed)
    if proposal.start is None or proposal.end is None:
        return words
    source = read.text[proposal.start : proposal.end]
    mark = source[: max(source.find(words[:40]), 0)].strip()
    return f"{mark} {words}" if mark else words


def _trail(text: Text) -> list[Any]:
    return crumbs(text, (_("Examination"), url("examination", text)))


@group_page
def find_against(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note what examining a clause against an upstream clause found."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_examine(person, page.text).require()
    form = FindingForm(
        request.POST or None,
        group=group,
        initial={"clause": request.GET.get("clause"), "upstream": request.GET.get("upstream")},
    )
    offer(form, "clause", clauses_visible_to(person).filter(version=page.present()))
    offer(form, "upstream", upstream_visible_to(person).filter(document__group=group))

    if form.is_bound:
        form.beside(person)

    def note(typed: dict[str, Any]) -> Finding:
        words = in_own_language(typed.pop("note"))
        return note_finding(notes=words, actor=person, at=timezone.now(), **typed)

    if answered(request, form, note):
        messages.success(request, _("The finding is noted."))
        return redirect(url("examination", page.text))
    return ask(
        request,
        form,
        heading=_("Note a finding"),
        submit=_("Note it"),
        cancel_url=url("examination", page.text),
        crumbs=_trail(page.text),
    )
