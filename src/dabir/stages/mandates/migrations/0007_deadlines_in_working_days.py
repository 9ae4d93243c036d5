import re

from django.db import migrations, models

WORKING = re.compile(r"(?:روز|هفته)[ \u200c]?(?:کاری|اداری)|(?:working|business) (?:day|week)")


def say_which_count_working_days(apps, schema_editor):
    """Mark the deadlines whose words say so; the words stand beside them."""
    Duty = apps.get_model("mandates", "Duty")
    counted = Duty.objects.exclude(within="").exclude(due_text="")
    for pk, words in counted.values_list("pk", "due_text"):
        if WORKING.search(words):
            Duty.objects.filter(pk=pk).update(working_days=True)


class Migration(migrations.Migration):

    dependencies = [
        ("mandates", "0006_open_points_and_later_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="working_days",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(say_which_count_working_days, migrations.RunPython.noop),
    ]
