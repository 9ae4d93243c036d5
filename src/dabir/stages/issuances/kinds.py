"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.issuances.models import Demand, Issuance, IssuedClause, Reply


def issuance_url(issuance: Issuance) -> str:
    """Return the public page of what is published, else the page within the group."""
    public = issuance.address.confidentiality == Confidentiality.PUBLIC
    if public and issuance.state != Issuance.State.DRAFT:
        return reverse("published", args=[issuance.address_id])
    return reverse("issuances:issuance", args=[issuance.group.code, issuance.pk])


def demand_url(demand: Demand) -> str:
    """Return the page of a demand."""
    return reverse("issuances:demand", args=[demand.issuance.group.code, demand.pk])


def _clause_name(clause: IssuedClause) -> str:
    facts = {"label": clause.label or clause.heading, "number": show_digits(clause.issuance.number)}
    return _("%(label)s of issuance %(number)s") % facts


register(
    Kind(
        key=Issuance.KIND,
        stage="issuances",
        label=gettext_lazy("issuance"),
        model=Issuance,
        name=lambda issuance: issuance.name,
        url=issuance_url,
        related=("group",),
    )
)
register(
    Kind(
        key=IssuedClause.KIND,
        stage="issuances",
        part=True,
        label=gettext_lazy("issued clause"),
        model=IssuedClause,
        name=_clause_name,
        quote=lambda clause: clause.text,
        url=lambda clause: f"{issuance_url(clause.issuance)}#clause-{clause.pk}",
        related=("issuance__group", "issuance__address"),
    )
)
register(
    Kind(
        key=Demand.KIND,
        stage="issuances",
        label=gettext_lazy("demand"),
        model=Demand,
        name=lambda demand: _("Demand to %(body)s") % {"body": demand.body},
        quote=lambda demand: demand.text,
        url=demand_url,
        related=("issuance__group", "body"),
    )
)
register(
    Kind(
        key=Reply.KIND,
        stage="issuances",
        label=gettext_lazy("reply"),
        model=Reply,
        name=lambda reply: _("Reply of %(body)s") % {"body": reply.demand.body},
        quote=lambda reply: reply.text,
        url=lambda reply: demand_url(reply.demand),
        related=("demand__issuance__group", "demand__body"),
    )
)
