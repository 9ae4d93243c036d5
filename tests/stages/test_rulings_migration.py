"""Amendments that were ruled on as a whole get a ruling on each of their operations."""

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

BEFORE = [("texts", "0004_rulings")]
AFTER = [("texts", "0005_rulings_from_states")]


@pytest.fixture
def before():
    """The models as they were; the newest state comes back after."""
    executor = QuickExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    below = [leaf for leaf in newest if leaf[0] in {"people", "trace", "record"}]
    yield executor.loader.project_state([*BEFORE, *below]).apps
    # By the command, so that what follows migrations comes back too.
    call_command("migrate", verbosity=0, interactive=False)


def test_each_operation_gets_a_ruling_by_whoever_ruled(before):
    def objects(app, name):
        return before.get_model(app, name).objects

    group = objects("people", "Group").create(names={"fa": "گروه"}, code="g")
    proposer = objects("people", "Person").create(username="p", names={"fa": "پیشنهاددهنده"})
    ruler = objects("people", "Person").create(username="r", names={"fa": "دبیر"})

    def address(kind):
        return objects("trace", "Address").create(kind=kind, group=group)

    text = objects("texts", "Text").create(
        address=address("texts.text"), group=group, names={"fa": "متن"}
    )
    version = objects("texts", "Version").create(
        address=address("texts.version"), text=text, order=0, by=proposer, at=AT
    )
    operation = {"kind": "delete", "clause": "c"}
    for number, state in enumerate(("proposed", "rejected", "carried", "withdrawn"), start=1):
        amendment = objects("texts", "Amendment").create(
            address=address("texts.amendment"),
            text=text,
            first_base=version,
            base=version,
            number=number,
            operations=[operation, operation],
            rulings={"fa": "چنین شد."},
            state=state,
            by=proposer,
            at=AT,
        )
        if state == "rejected":
            objects("record", "Entry").create(
                act="texts.rule_amendment",
                at=AT,
                actor=ruler.pseudonym,
                about=amendment.address,
                digest="",
            )
    executor = QuickExecutor(connection)
    executor.migrate(AFTER)
    after = executor.loader.project_state(AFTER).apps
    rows = after.get_model("texts", "OperationRuling").objects.order_by("amendment", "place")
    seen = [(row.amendment.number, row.place, row.ruling, row.by.username) for row in rows]
    assert seen == [
        (2, 0, "rejected", "r"),
        (2, 1, "rejected", "r"),
        (3, 0, "accepted", "p"),
        (3, 1, "accepted", "p"),
        (4, 0, "withdrawn", "p"),
        (4, 1, "withdrawn", "p"),
    ]
