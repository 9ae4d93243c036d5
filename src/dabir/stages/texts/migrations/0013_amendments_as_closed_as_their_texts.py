"""Let nobody read more of an amendment, which quotes its text, than of the text.

An amendment that is made from now on is never more open than its text.
"""

from django.db import migrations

ORDER = ("public", "group", "bodies", "secretariat")


def close_amendments(apps, schema_editor):
    Amendment = apps.get_model("texts", "Amendment")
    Grant = apps.get_model("trace", "Grant")
    closed = Amendment.objects.filter(text__address__confidentiality__in=ORDER[1:])
    for amendment in closed.select_related("address", "text__address").iterator(chunk_size=500):
        own, least = amendment.address, amendment.text.address
        if ORDER.index(own.confidentiality) > ORDER.index(least.confidentiality):
            continue
        allowed = list(least.bodies.values_list("pk", flat=True))
        if own.confidentiality == "bodies" == least.confidentiality:
            own.bodies.remove(*own.bodies.exclude(pk__in=allowed))
        elif own.confidentiality != least.confidentiality:
            own.confidentiality = least.confidentiality
            own.save(update_fields=["confidentiality"])
            own.bodies.set(allowed)
        # Whom the text is shown by name goes on reading what they proposed to it.
        if Grant.objects.filter(address=least, person=amendment.by_id).exists():
            Grant.objects.get_or_create(address=own, person_id=amendment.by_id)


class Migration(migrations.Migration):
    dependencies = [
        ("texts", "0012_reading_long_files"),
        ("trace", "0002_show_items_to_carriers"),
    ]

    operations = [migrations.RunPython(close_amendments, migrations.RunPython.noop)]
