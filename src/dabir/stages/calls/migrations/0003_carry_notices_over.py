"""Give each notice its text by language: that of the group which published it."""

from django.db import migrations


def carry_over(apps, schema_editor):
    Notice = apps.get_model("calls", "Notice")
    for notice in Notice.objects.select_related("call__group").iterator():
        notice.texts = {notice.call.group.language: notice.text}
        notice.save(update_fields=["texts"])


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_rounds_forms_and_rewordings")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
