"""A notice has its texts by language now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_carry_notices_over")]

    operations = [
        # Gone backwards, the column comes back empty: reverse migrations lose it.
        migrations.AlterField("notice", "text", models.TextField(default="")),
        migrations.RemoveField("notice", "text"),
    ]
