"""Give every operation of an amendment that was ruled on, or withdrawn, a ruling of its own.

Whoever ruled is known from the record; where it says nothing, the version that came of it does.
"""

from django.db import migrations

RULINGS = {
    "accepted": "accepted",
    "carried": "accepted",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
}
ACTS = ("texts.rule_amendment", "texts.withdraw_amendment")


def rule_operations(apps, schema_editor):
    Amendment = apps.get_model("texts", "Amendment")
    OperationRuling = apps.get_model("texts", "OperationRuling")
    Entry = apps.get_model("record", "Entry")
    Person = apps.get_model("people", "Person")
    ruled = Amendment.objects.filter(state__in=RULINGS, operation_rulings=None)
    for amendment in ruled.select_related("carried_into").iterator(chunk_size=500):
        entry = (
            Entry.objects.filter(about=amendment.address_id, act__in=ACTS).order_by("-pk").first()
        )
        person = Person.objects.filter(pseudonym=entry.actor).first() if entry else None
        origin = amendment.carried_into or amendment
        by, at = (person.pk, entry.at) if person else (origin.by_id, origin.at)
        OperationRuling.objects.bulk_create(
            OperationRuling(
                amendment=amendment,
                base_id=amendment.base_id,
                place=place,
                operation=operation,
                ruling=RULINGS[amendment.state],
                reasons=amendment.rulings,
                carried_into_id=amendment.carried_into_id,
                by_id=by,
                at=at,
            )
            for place, operation in enumerate(amendment.operations)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("texts", "0004_rulings"),
        ("record", "0001_initial"),
    ]

    operations = [migrations.RunPython(rule_operations, migrations.RunPython.noop)]
