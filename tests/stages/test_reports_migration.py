"""Reports of before their states keep their file and get a state; carriers are shown their duty."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from dabir.foundation.people.management.commands.migrate import QuickExecutor
from tests.factories import AT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("migrations"),
    # It walks the whole database back and forth.
    pytest.mark.nightly,
]

BEFORE = [("mandates", "0001_initial"), ("trace", "0001_initial")]
AFTER = [("mandates", "0004_drop_single_evidence")]


@pytest.fixture
def before():
    """The models as they were; the newest state comes back after."""
    executor = QuickExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    below = [leaf for leaf in newest if leaf[0] in {"people", "files"}]
    yield executor.loader.project_state([*BEFORE, *below]).apps
    # By the command, so that what follows migrations comes back too.
    call_command("migrate", verbosity=0, interactive=False)


def carry_over():
    executor = QuickExecutor(connection)
    executor.migrate(AFTER)
    return executor.loader.project_state(AFTER).apps


def test_reports_are_carried_over(before):
    def objects(app, name):
        return before.get_model(app, name).objects

    group = objects("people", "Group").create(names={"fa": "گروه"}, code="g")
    body = objects("people", "Body").create(names={"fa": "نهاد"})
    person = objects("people", "Person").create(username="p", names={"fa": "شخص"})

    def address(kind):
        return objects("trace", "Address").create(kind=kind, group=group)

    duty = objects("mandates", "Duty").create(
        address=address("mandates.duty"), group=group, text="کار", state="done", reporting_to=body
    )
    objects("mandates", "Assignment").create(duty=duty, body=body, part="responsible")
    file = objects("files", "Original").create(
        address=address("files.original"), name="x", size=1, sha256="0", path="x", received_at=AT
    )

    def report(days, **fields):
        made = objects("mandates", "Report").create(
            address=address("mandates.report"),
            duty=duty,
            text="گزارش",
            by=person,
            at=AT + timedelta(days=days),
            **fields,
        )
        return made.pk

    first = report(0, percent=40)
    returned = report(1, answer="جدول ندارد")
    last = report(2, evidence=file)
    after = carry_over()
    states = dict(after.get_model("mandates", "Report").objects.values_list("pk", "state"))
    assert states == {first: "sent", returned: "returned", last: "verified"}
    files = after.get_model("mandates", "ReportFile").objects.values_list("report", "original")
    assert list(files) == [(last, file.pk)]
    told = after.get_model("mandates", "Step").objects.order_by("at").values_list("report")
    assert [pk for (pk,) in told] == [first, returned, last]
    shown = after.get_model("trace", "Showing").objects.filter(body=body.pk)
    assert {duty.address_id, file.address_id} <= set(shown.values_list("address", flat=True))
    assert shown.count() == 5
