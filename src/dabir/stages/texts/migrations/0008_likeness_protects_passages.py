import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0013_fewer_indexes"),
        ("texts", "0007_received_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="likeness",
            name="passage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="submissions.passage",
            ),
        ),
    ]
