"""`dabir import`: keep a received document, read it, confirm it, take it over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dabir.cli.django_setup import set_up
from dabir.cli.people import person_named
from dabir.cli.submissions_importing import import_submissions

if TYPE_CHECKING:
    from dabir.foundation.people.models import Group, Person
    from dabir.foundation.proposals.models import Proposal, Reading

SHOWN = 100


class _DocumentOrRows(click.Group):
    """Takes a file without a word before it for a document."""

    def parse_args(self, context: click.Context, given: list[str]) -> list[str]:
        """Put the word in where it was left out."""
        if given and given[0] not in self.commands and given[0] not in context.help_option_names:
            given = ["document", *given]
        return super().parse_args(context, given)


@click.group("import", cls=_DocumentOrRows)
def import_file() -> None:
    """Read a document into proposals, or take many submissions in.

    `dabir import FILE` is `dabir import document FILE`.
    """


@import_file.command("document")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--group", "name", required=True, help="The group's short name, or its name.")
@click.option("--as", "username", default="secretary", show_default=True, help="Who imports it.")
@click.option("--confirm", is_flag=True, help="Ask about each proposal, then take over.")
@click.option("--yes", is_flag=True, help="With --confirm: accept every proposal without asking.")
def import_document(file: Path, name: str, username: str, confirm: bool, yes: bool) -> None:
    """Read a resolution or a call into proposals; with --confirm, take over what is accepted.

    The file is kept byte for byte with its hash. Nothing is taken over unconfirmed: without
    --confirm the proposals wait on the group's page of mandates.
    """
    if yes and not confirm:
        raise click.UsageError("--yes goes with --confirm.")
    set_up()
    from django.db import Error
    from django.utils import timezone

    from dabir.domain.procedure.verdicts import Refused
    from dabir.foundation.proposals.acts import read_document

    try:
        person = person_named(username)
        group = _group(name, person)
        reading = read_document(
            data=file.read_bytes(),
            name=file.name,
            group=group,
            actor=person,
            at=timezone.now(),
        )
        click.echo(f"{file.name}: kept, SHA-256 {reading.original.sha256}")
        click.echo(f"{reading.proposals.count()} proposals ({reading.document_kind})")
        if not confirm:
            _say_what_waits(reading)
            return
        _confirm(reading, person, ask=not yes)
        _take_over(reading, person)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error


def _group(name: str, person: Person) -> Group:
    """Return the group of this short name or whole name; found it, if the person agrees and may."""
    from django.utils import timezone

    from dabir.domain.language.search_key import search_key
    from dabir.foundation.people.models import Group
    from dabir.stages.mandates.acts import found_group

    key = search_key(name)
    found = Group.objects.filter(code=name).first() or next(
        (
            group
            for group in Group.objects.filter(name_key__contains=key)
            if key in map(search_key, group.names.values())
        ),
        None,
    )
    if found is not None:
        return found
    click.confirm(f"There is no group “{name}”. Found it?", abort=True, err=True)
    code = click.prompt("Its short name (small Latin letters, digits, hyphens)", err=True)
    return found_group(
        code=code, names={"fa": name}, secretary=person, actor=person, at=timezone.now()
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("text", "")
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _say_what_waits(reading: Reading) -> None:
    from django.conf import settings
    from django.urls import reverse

    for proposal in reading.proposals.all():
        click.echo(
            f"  {proposal.kind:<18}{_shown(proposal.value)}"
            + click.style(f"  {proposal.confidence:.0%} {proposal.rule}", dim=True)
        )
    page = reverse("mandates:reading", args=[reading.address.group.code, reading.pk])
    click.echo(f"Nothing holds yet. Confirm it at {settings.BASE_URL}{page}")


def _confirm(reading: Reading, person: Person, *, ask: bool) -> None:
    from django.utils import timezone

    from dabir.foundation.proposals.acts import accept_proposal, decline_proposal

    for proposal in reading.proposals.exclude(kind="impossible_date"):
        decide = accept_proposal if not ask or _wanted(proposal) else decline_proposal
        decide(proposal=proposal, actor=person, at=timezone.now())


def _wanted(proposal: Proposal) -> bool:
    question = f"{proposal.kind}: {_shown(proposal.value)} ({proposal.confidence:.0%})"
    return click.confirm(question, default=True, err=True)


def _take_over(reading: Reading, person: Person) -> None:
    from django.utils import timezone

    from dabir.foundation.proposals.queries import agreed_one
    from dabir.stages.calls.acts import take_over_call
    from dabir.stages.mandates.acts import take_over_mandate

    kind = agreed_one(reading, "document_kind") or reading.document_kind
    if kind == "call":
        code = f"{reading.address.group.code}-call-{reading.pk}"
        call = take_over_call(reading=reading, code=code, actor=person, at=timezone.now())
        click.echo(f"Call drafted: {call.name} ({call.code})")
        return
    mandate = take_over_mandate(reading=reading, actor=person, at=timezone.now())
    click.echo(
        f"Mandate taken over: {mandate.clauses.count()} clauses,"
        f" {mandate.group.memberships.count()} members,"
        f" {mandate.group.duties.filter(clause__mandate=mandate).count()} duties"
    )


import_file.add_command(import_submissions)
