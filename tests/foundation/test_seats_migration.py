"""Members of before the seats get theirs, and no quorum changes."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from dabir.foundation.people.management.commands.migrate import QuickExecutor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("migrations")]

BEFORE, AFTER = [("people", "0002_seats")], [("people", "0003_seat_the_members")]


@pytest.fixture
def people():
    """The models as they were before the rows were seated; the newest state comes back after."""
    executor = QuickExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    # By the command, so that what follows migrations comes back too.
    call_command("migrate", verbosity=0, interactive=False)


def seat_the_members():
    executor = QuickExecutor(connection)
    executor.migrate(AFTER)
    return executor.loader.project_state(AFTER).apps


def test_principals_who_follow_share_a_seat_and_those_at_once_do_not(people):
    bodies, groups, terms = (
        people.get_model("people", name).objects for name in ("Body", "Group", "Membership")
    )
    group = groups.create(names={"fa": "گروه"}, code="g")
    body, other = (bodies.create(names={"fa": name}) for name in ("الف", "ب"))

    def term(role, since, until=None, of=body):
        return terms.create(group=group, body=of, role=role, since=since, until=until).pk

    first = term("principal", date(2024, 1, 1), date(2024, 12, 31))
    second = term("principal", date(2025, 1, 1))
    at_once = term("principal", date(2025, 6, 1))
    alternate = term("alternate", date(2025, 7, 1))
    idle = term("alternate", date(2025, 7, 1), of=other)
    chair = term("chair", date(2025, 1, 1))
    after = seat_the_members().get_model("people", "Membership")
    seats = dict(after.objects.values_list("pk", "seat"))
    assert seats[first] == seats[second] != seats[at_once]
    assert None not in {seats[first], seats[at_once]}
    assert seats[alternate] == seats[second]
    assert (seats[idle], seats[chair]) == (None, None)
    standing = after.objects.get(pk=first).seat
    assert (standing.since, standing.until) == (date(2024, 1, 1), None)
