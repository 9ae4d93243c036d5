"""Issuances: the list, a document, and what is done with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.formats.pdf_writing import write_pdf
from dabir.formats.wording import wording
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.decisions.queries import decisions_visible_to, submittals_visible_to
from dabir.stages.issuances import policy
from dabir.stages.issuances.acts import (
    acknowledge,
    change_issuance,
    issue,
    prepare_issuance,
    revoke_issuance,
)
from dabir.stages.issuances.document import as_document, verification_url
from dabir.stages.issuances.models import Issuance, IssuedClause
from dabir.stages.issuances.queries import (
    clauses_visible_to,
    demands_visible_to,
    recipients_of,
    visible_to,
)
from dabir.web.decisions.asking import Asked, ask
from dabir.web.decisions.forms import ReasonForm
from dabir.web.issuances.forms import IssuanceForm
from dabir.web.shared.pages import actor, find, group_page


def tabs(group: Group, current: str) -> list[dict[str, Any]]:
    """Return the pages of this stage."""
    pages = (("index", _("Documents")), ("demands", _("Demands")))
    return [
        {
            "url": reverse(f"issuances:{name}", args=[group.code]),
            "label": label,
            "current": name == current,
        }
        for name, label in pages
    ]


def crumbs_of(group: Group, found: Issuance | None = None) -> list[dict[str, str]]:
    """Return the way back from a page of this stage."""
    crumbs = [{"url": reverse("issuances:index", args=[group.code]), "label": _("Issuances")}]
    if found is not None:
        crumbs.append({"url": url_of(found), "label": found.name})
    return crumbs


def url_of(found: Issuance) -> str:
    """Return the page of an issuance within its group."""
    return reverse("issuances:issuance", args=[found.group.code, found.pk])


def find_issuance(reader: Reader, group: Group, pk: int) -> Issuance:
    """Return an issuance of the group that the reader may see, or answer 404."""
    related = ("pdf__address", "docx__address", "html__address", "version__text__address")
    return find(visible_to(reader).select_related(*related), group=group, pk=pk)


def files_of(found: Issuance) -> list[dict[str, Any]]:
    """Return the kept files of an issued document, as the page lists them."""
    kinds = (("pdf", found.pdf), ("docx", found.docx), ("html", found.html))
    return [
        {
            "name": kept.name,
            "url": reverse("file", args=[kept.address_id]),
            "size": kept.size,
            "kind": kind,
            "sha256": kept.sha256,
        }
        for kind, kept in kinds
        if kept is not None
    ]


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's issuances, the latest first."""
    context = {
        "tabs": tabs(group, "index"),
        "issuances": visible_to(request.user).filter(group=group),
        "may_prepare": policy.may_prepare(request.user, group),
    }
    return render(request, "issuances/index.html", context)


def _as_it_would_be(found: Issuance) -> list[IssuedClause]:
    """Return the clauses of a document in preparation, unsaved."""
    language = found.language
    clauses = []
    for clause in found.version.clauses.prefetch_related("wordings"):
        wording = next((one for one in clause.wordings.all() if one.language == language), None)
        clauses.append(
            IssuedClause(
                clause=clause,
                order=clause.order,
                depth=clause.depth,
                label=clause.citations.get(language, ""),
                mark=clause.marks.get(language, ""),
                heading=wording.heading if wording else "",
                text=wording.text if wording else "",
            )
        )
    return clauses


@group_page
def issuance(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One document: as it stands on paper, its files, recipients and demands."""
    reader = request.user
    found = find_issuance(reader, group, pk)
    drafted = found.state == Issuance.State.DRAFT
    clauses = (
        _as_it_would_be(found) if drafted else clauses_visible_to(reader).filter(issuance=found)
    )
    prepare = policy.may_prepare(reader, group)
    paper = as_document(found, [])
    context = {
        "issuance": found,
        "crumbs": crumbs_of(group),
        "drafted": drafted,
        "paper": paper,
        "words": wording(paper.language),
        "clauses": clauses,
        "files": files_of(found),
        "recipients": [(one, policy.may_acknowledge(reader, one)) for one in recipients_of(found)],
        "demands": demands_visible_to(reader).filter(issuance=found),
        "decision": decisions_visible_to(reader).filter(pk=found.decision_id or 0).first(),
        "submittal": submittals_visible_to(reader).filter(pk=found.submittal_id or 0).first(),
        "verify_url": verification_url(found.verification) if found.verification else "",
        "prepare": prepare,
        "may_issue": policy.may_issue(reader, found),
        "may_revoke": policy.may_revoke(reader, found),
        "may_demand": policy.may_demand(reader, found),
    }
    return render(request, "issuances/issuance.html", context)


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Prepare an issuance."""
    person = actor(request)
    form = IssuanceForm(request.POST or None, group=group, reader=person)
    asked = Asked(
        _("Prepare a document"),
        _("Prepare"),
        _("The document is prepared. Look it through before it is issued."),
        policy.may_prepare(person, group),
        reverse("issuances:index", args=[group.code]),
        text=_("Only an approved text can be issued."),
    )

    def run() -> str:
        return url_of(prepare_issuance(actor=person, at=timezone.now(), **form.cleaned_data))

    return ask(request, asked, run, form, crumbs=crumbs_of(group))


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change a document in preparation."""
    person = actor(request)
    found = find_issuance(person, group, pk)
    form = IssuanceForm(request.POST or None, group=group, reader=person, issuance=found)
    asked = Asked(
        _("Change the document"),
        _("Save"),
        _("The document is changed."),
        policy.may_change(person, found),
        url_of(found),
    )

    def run() -> None:
        change_issuance(issuance=found, actor=person, at=timezone.now(), **form.cleaned_data)

    return ask(request, asked, run, form, crumbs=crumbs_of(group, found))


@group_page
def preview(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A document in preparation as it would stand on paper."""
    person = actor(request)
    found = find_issuance(person, group, pk)
    policy.may_change(person, found).require()
    data = write_pdf(as_document(found, _as_it_would_be(found)))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


def _steps(
    person: Person, found: Issuance
) -> dict[str, tuple[Asked, Any, type[forms.Form] | None]]:
    return {
        "issue": (
            Asked(
                _("Issue the document"),
                _("Issue it"),
                _("The document is issued."),
                policy.may_issue(person, found),
                url_of(found),
                _(
                    "It gets the next number and today's date, is sealed and sent to its"
                    " recipients. This cannot be taken back; a document can only be revoked."
                ),
                asks=True,
            ),
            issue,
            None,
        ),
        "revoke": (
            Asked(
                _("Revoke the document"),
                _("Revoke"),
                _("The document is revoked."),
                policy.may_revoke(person, found),
                url_of(found),
                _("It stays where it is, marked as revoked; its recipients are told."),
                danger=True,
                asks=True,
            ),
            revoke_issuance,
            ReasonForm,
        ),
    }


@group_page
def step(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Issue or revoke a document, once asked."""
    person = actor(request)
    found = find_issuance(person, group, pk)
    steps = _steps(person, found)
    if event not in steps:
        raise Http404
    asked, act, form_class = steps[event]
    form = form_class(request.POST or None) if form_class else None

    def run() -> None:
        said = form.cleaned_data if form else {}
        act(issuance=found, actor=person, at=timezone.now(), **said)

    return ask(request, asked, run, form, crumbs=crumbs_of(group, found))


@group_page
def acknowledgement(request: HttpRequest, group: Group, pk: int, recipient: int) -> HttpResponse:
    """Acknowledge receipt for a body, once asked."""
    person = actor(request)
    found = find_issuance(person, group, pk)
    receiver = find(recipients_of(found), pk=recipient)
    asked = Asked(
        _("Acknowledge receipt"),
        _("Acknowledge"),
        _("Receipt is acknowledged."),
        policy.may_acknowledge(person, receiver),
        url_of(found),
        _("For %(body)s.") % {"body": receiver.body},
        asks=True,
    )

    def run() -> None:
        acknowledge(recipient=receiver, actor=person, at=timezone.now())

    return ask(request, asked, run, crumbs=crumbs_of(group, found))
