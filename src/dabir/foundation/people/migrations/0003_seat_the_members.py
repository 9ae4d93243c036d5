"""Give each principal member of a body a seat, and its alternates the seat they stand in for."""

from datetime import date

from django.db import migrations

EARLIEST, LATEST = date.min, date.max


def _overlap(one, other):
    return (one.since or EARLIEST) <= (other.until or LATEST) and (other.since or EARLIEST) <= (
        one.until or LATEST
    )


def seat_the_members(apps, schema_editor):
    """Principals who follow one another share a seat; who sit at once have one each.

    Chairs keep their own vote, and an alternate without a principal stays without a seat, so that
    no quorum changes.
    """
    Membership = apps.get_model("people", "Membership")
    Seat = apps.get_model("people", "Seat")
    bodies = Membership.objects.filter(body__isnull=False, seat__isnull=True)
    seats = {}
    for term in bodies.filter(role="principal").order_by("since", "pk"):
        terms = seats.setdefault((term.group_id, term.body_id), [])
        held = next(
            (each for each in terms if not any(_overlap(term, one) for one in each[1])), None
        )
        if held is None:
            seat = Seat.objects.create(group_id=term.group_id, body_id=term.body_id)
            held = (seat, [])
            terms.append(held)
        held[1].append(term)
        Membership.objects.filter(pk=term.pk).update(seat=held[0])
    for term in bodies.filter(role="alternate"):
        terms = seats.get((term.group_id, term.body_id), [])
        seat = next((seat for seat, held in terms if any(_overlap(term, one) for one in held)), None)
        if seat is not None:
            Membership.objects.filter(pk=term.pk).update(seat=seat)
    for (seat, held) in (each for terms in seats.values() for each in terms):
        begins = [one.since for one in held]
        ends = [one.until for one in held]
        Seat.objects.filter(pk=seat.pk).update(
            since=None if None in begins else min(begins),
            until=None if None in ends else max(ends),
        )


class Migration(migrations.Migration):
    """The rows of memberships stay as they are, but for the seat they fill."""

    dependencies = [("people", "0002_seats")]

    operations = [migrations.RunPython(seat_the_members, migrations.RunPython.noop)]
