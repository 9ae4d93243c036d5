"""Forms of the secretariat: rounds, actors, issues, statements, blocs and alignments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.positions.acts import (
    align_actor,
    correct_statement,
    join_bloc,
    leave_bloc,
    open_round,
    raise_issue,
    record_statement,
    register_actor,
)
from dabir.stages.positions.models import Actor, Statement
from dabir.stages.positions.policy import may_record
from dabir.stages.positions.queries import actors_visible_to, visible_to
from dabir.web.positions.forms import (
    ActorForm,
    AlignmentForm,
    BlocForm,
    CorrectionForm,
    IssueForm,
    RoundForm,
    StatementForm,
)
from dabir.web.positions.views import crumbs
from dabir.web.shared.asking import Crumb, ask_and_do
from dabir.web.shared.pages import actor, find, group_page


@group_page
def new_round(request: HttpRequest, group: Group) -> HttpResponse:
    """Open a round."""
    person = actor(request)
    may_record(person, group).require()
    form = RoundForm(request.POST or None, group=group)
    return ask_and_do(
        request,
        form,
        lambda said: open_round(
            group=group,
            actor=person,
            at=timezone.now(),
            **_taken(said, "names", "place", "starts_on", "ends_on", "confidentiality"),
        ),
        done=_("The round is noted."),
        to=lambda made: reverse("positions:round", args=[group.code, made.pk]),
        heading=_("A new round"),
        submit=_("Save the round"),
        cancel_url=reverse("positions:rounds", args=[group.code]),
        crumbs=crumbs(group),
    )


@group_page
def new_actor(request: HttpRequest, group: Group) -> HttpResponse:
    """Register an actor."""
    person = actor(request)
    may_record(person, group).require()
    form = ActorForm(request.POST or None, group=group)
    return ask_and_do(
        request,
        form,
        lambda said: register_actor(
            group=group,
            actor=person,
            at=timezone.now(),
            **_taken(said, "names", "kind", "body", "confidentiality"),
        ),
        done=_("The actor is registered."),
        to=lambda made: reverse("positions:actor", args=[group.code, made.pk]),
        heading=_("A new actor"),
        submit=_("Register the actor"),
        cancel_url=reverse("positions:index", args=[group.code]),
        crumbs=crumbs(group),
    )


@group_page
def new_issue(request: HttpRequest, group: Group) -> HttpResponse:
    """Add an issue."""
    person = actor(request)
    may_record(person, group).require()
    form = IssueForm(request.POST or None, group=group, reader=person)
    return ask_and_do(
        request,
        form,
        lambda said: raise_issue(
            group=group,
            actor=person,
            at=timezone.now(),
            **_taken(said, "names", "axis", "confidentiality"),
        ),
        done=_("The issue is added."),
        to=lambda made: reverse("positions:issue", args=[group.code, made.pk]),
        heading=_("A new issue"),
        submit=_("Add the issue"),
        cancel_url=reverse("positions:index", args=[group.code]),
        crumbs=crumbs(group),
    )


@group_page
def new_statement(request: HttpRequest, group: Group) -> HttpResponse:
    """Record what an actor declared; ``?actor=``, ``?issue=`` and ``?round=`` are filled in."""
    person = actor(request)
    may_record(person, group).require()
    given = {"declared_by": "actor", "issue": "issue", "round": "round"}
    form = StatementForm(
        request.POST or None,
        group=group,
        reader=person,
        initial={field: request.GET.get(name) for field, name in given.items()},
    )
    return ask_and_do(
        request,
        form,
        lambda said: record_statement(actor=person, at=timezone.now(), **said),
        done=_("The statement is recorded."),
        to=lambda made: _place(group, made),
        heading=_("Record a statement"),
        submit=_("Record the statement"),
        cancel_url=reverse("positions:index", args=[group.code]),
        crumbs=crumbs(group),
        draft_key=f"statement-{group.code}-{person.pk}",
    )


@group_page
def correct(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Correct a recorded statement, with the reason."""
    person = actor(request)
    may_record(person, group).require()
    statement = find(visible_to(person).filter(issue__group=group), pk=pk)
    now = ("round", "stance", "quote", "source", "stated_on")
    form = CorrectionForm(
        request.POST or None,
        group=group,
        reader=person,
        item=statement,
        initial={name: getattr(statement, name) for name in now},
    )
    return ask_and_do(
        request,
        form,
        lambda said: correct_statement(
            statement=statement, actor=person, at=timezone.now(), **said
        ),
        done=_("The statement is corrected."),
        to=lambda made: _place(group, made),
        heading=_("Correct the statement"),
        submit=_("Save the correction"),
        cancel_url=_place(group, statement),
        crumbs=_below(group, statement.actor),
    )


@group_page
def align(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note how an actor stands to our side."""
    person = actor(request)
    may_record(person, group).require()
    aligned = find(actors_visible_to(person).filter(group=group), pk=pk)
    form = AlignmentForm(request.POST or None, group=group)
    return ask_and_do(
        request,
        form,
        lambda said: align_actor(aligned=aligned, actor=person, at=timezone.now(), **said),
        done=_("It is noted how this actor stands to us."),
        to=reverse("positions:actor", args=[group.code, aligned.pk]),
        heading=_("How this actor stands to us"),
        submit=_("Save"),
        cancel_url=reverse("positions:actor", args=[group.code, aligned.pk]),
        crumbs=_below(group, aligned),
        intro=_("It is for the secretariat alone unless you choose otherwise."),
    )


@group_page
def join(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put an actor into a bloc."""
    person = actor(request)
    may_record(person, group).require()
    every = actors_visible_to(person).filter(group=group)
    member = find(every, pk=pk)
    joinable = every.filter(kind__in=Actor.GATHERING).exclude(pk=member.pk)
    form = BlocForm(request.POST or None, blocs=joinable.exclude(members=member))
    return ask_and_do(
        request,
        form,
        lambda said: join_bloc(member=member, actor=person, at=timezone.now(), **said),
        done=_("It belongs to the bloc now."),
        to=reverse("positions:actor", args=[group.code, member.pk]),
        heading=_("Add to a bloc"),
        submit=_("Add"),
        cancel_url=reverse("positions:actor", args=[group.code, member.pk]),
        crumbs=_below(group, member),
    )


@group_page
def leave(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take an actor out of a bloc."""
    person = actor(request)
    may_record(person, group).require()
    every = actors_visible_to(person).filter(group=group)
    member = find(every, pk=pk)
    form = BlocForm(request.POST or None, blocs=every.filter(members=member))
    return ask_and_do(
        request,
        form,
        lambda said: leave_bloc(member=member, actor=person, at=timezone.now(), **said),
        done=_("It no longer belongs to the bloc."),
        to=reverse("positions:actor", args=[group.code, member.pk]),
        heading=_("Take out of a bloc"),
        submit=_("Take out"),
        cancel_url=reverse("positions:actor", args=[group.code, member.pk]),
        crumbs=_below(group, member),
    )


def _taken(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: said[name] for name in names}


def _place(group: Group, statement: Statement) -> str:
    page = reverse("positions:actor", args=[group.code, statement.actor_id])
    return f"{page}#statement-{statement.pk}"


def _below(group: Group, found: Actor) -> list[Crumb]:
    return crumbs(group, Crumb(found.name, reverse("positions:actor", args=[group.code, found.pk])))
