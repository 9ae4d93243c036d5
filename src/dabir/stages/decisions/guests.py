"""The pack of a guest: what somebody invited to a meeting sees of it."""

from __future__ import annotations

from dabir.foundation.trace.models import Address, Grant
from dabir.stages.decisions.models import Invitation, Meeting
from dabir.stages.decisions.roll import day_of


def show_to_guests(meeting: Meeting) -> None:
    """Grant each guest sight of their pack until the day of the meeting has passed."""
    if meeting.state == Meeting.State.PLANNED:
        return
    for invitation in meeting.invitations.prefetch_related("items").select_related("person"):
        for address in _pack(invitation):
            Grant.objects.update_or_create(
                address=address, person=invitation.person, defaults={"until": day_of(meeting)}
            )


def _pack(invitation: Invitation) -> list[Address]:
    chosen = list(invitation.items.all()) or list(invitation.meeting.agenda.all())
    addresses = [invitation.meeting.address_id]
    for item in chosen:
        addresses.append(item.address_id)
        addresses += item.amendments.values_list("address", flat=True)
        if item.version is not None:
            addresses += [item.version.address_id, item.version.text.address_id]
            addresses += item.version.clauses.values_list("address", flat=True)
    return list(Address.objects.filter(pk__in=addresses))
