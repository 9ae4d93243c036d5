"""Texts are started, entitled, shown to readers, consulted on and laid aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting.comparing.marked import write_marked
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    consult_on,
    disclose_text,
    draft_zero,
    rename_text,
    shelve_text,
    start_text,
)
from dabir.stages.texts.models import Text
from dabir.stages.texts.policy import (
    may_consult,
    may_draft_zero,
    may_edit,
    may_shelve,
    may_start,
)
from dabir.stages.texts.queries import (
    visible_to,
)
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import Crumb, answered, ask
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import (
    ConsultForm,
    ReasonForm,
    TextForm,
    ZeroForm,
    see_anew,
)
from dabir.web.texts.frame import crumbs, peeked, url
from dabir.web.texts.showing import (
    preview_rows,
)
from dabir.web.texts.steering.forms import ReadersForm, RenameForm


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Start a text."""
    person = actor(request)
    may_start(person, group).require()
    form = TextForm(
        request.POST or None,
        reader=person,
        group=group,
        initial={"language": group.language, "kind": Text.Kind.PLAN},
    )
    made = answered(
        request,
        form,
        lambda typed: start_text(group=group, once=True, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("The text is started. Now write its zero draft."))
        return redirect("texts:zero", code=group.code, pk=made.pk)
    return ask(
        request,
        form,
        heading=_("Start a text"),
        submit=_("Start the text"),
        cancel_url=reverse("texts:index", args=[group.code]),
        crumbs=[Crumb(_("Texts"), reverse("texts:index", args=[group.code]))],
    )


@group_page
def zero(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Write the zero draft as plain text with marks, or write it anew."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_draft_zero(person, page.text).require()
    known = snapshot(page.latest) if page.latest is not None else None
    own = page.text.language
    other = "en" if own == "fa" else "fa"
    stands = state_of(page.latest)
    initial = {"seen": stands}
    if known is not None:
        initial["own"] = write_marked(known, own)
        if any(clause.text.get(other) for clause in known.clauses.values()):
            initial["translation"] = write_marked(known, other)
    form = ZeroForm(request.POST or None, text=page.text, known=known, initial=initial)
    if "preview" not in request.POST:
        made = answered(
            request,
            form,
            lambda typed: draft_zero(
                text=page.text,
                clauses=typed["clauses"],
                seen=request.POST.get("seen"),
                actor=person,
                at=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("The zero draft is saved."))
            return redirect(url("text", page.text))
        if form.is_bound and form.non_field_errors():
            see_anew(form, {"seen": stands})
    read = form.cleaned_data["clauses"] if form.is_bound and form.is_valid() else []
    heading = _("Write the zero draft") if known is None else _("Write the zero draft anew")
    context = {
        "form": form,
        "heading": heading,
        "preview": preview_rows(read, own),
        "cancel_url": url("text", page.text),
        "draft_key": f"zero-{page.text.pk}-{person.pk}",
        "crumbs": crumbs(page.text, (heading, "")),
    }
    return render(request, "texts/zero.html", context)


@group_page
def rename(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a text another title or kind."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_edit(person, found).require()
    form = RenameForm(request.POST or None, text=found)
    if answered(
        request,
        form,
        lambda typed: rename_text(text=found, actor=person, at=timezone.now(), **typed),
    ):
        messages.success(request, _("The title is changed."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Change the title"),
        submit=_("Save"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
    )


@group_page
def readers(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set who may read a text with its versions."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_edit(person, found).require()
    form = ReadersForm(request.POST or None, text=found)
    if answered(
        request,
        form,
        lambda typed: disclose_text(text=found, actor=person, at=timezone.now(), **typed),
    ):
        messages.success(request, _("It is set who may read the text."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Who may read the text"),
        submit=_("Save"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
        intro=_(
            "This holds for all its versions and clauses. Amendments keep their own readers, "
            "unless fewer may read the text."
        ),
    )


@group_page
def shelve(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Lay a text aside."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_shelve(person, found).require()
    form = ReasonForm(request.POST or None, required=True)
    if answered(
        request,
        form,
        lambda typed: shelve_text(
            text=found, reason=typed["reason"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The text is shelved."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Shelve the text"),
        submit=_("Shelve"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
        danger=True,
    )


@group_page
def consult(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put the present version up for comments in a call."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_consult(person, page.text).require()
    form = ConsultForm(request.POST or None, reader=person, group=group)
    if answered(
        request,
        form,
        lambda typed: consult_on(
            version=page.present(), call=typed["call"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The clauses are copied into the call."))
        return redirect(url("text", page.text))
    return ask(
        request,
        form,
        heading=_("Ask for comments on %(version)s") % {"version": page.present()},
        submit=_("Copy the clauses into the call"),
        cancel_url=url("text", page.text),
        crumbs=crumbs(page.text),
        intro=_(
            "The clauses are copied into a draft of a call for comments, so that every "
            "contribution can say which clause it is about."
        ),
    )
