"""Drop PostgreSQL's second index beside each unique text that is only ever asked for as a whole.

Django adds it for `LIKE 'beginning%'`. Nobody asks for the beginning of a receipt, a digest or a
key, and every submission that comes in paid for five of them.
"""

from typing import Any

from django.db import migrations

COLUMNS = {
    "submissions_submission": ("receipt", "secret_digest", "once"),
    "submissions_arrival": ("receipt", "once"),
}


def drop(_apps: Any, schema_editor: Any) -> None:
    """Drop these indexes where they exist, whatever their names end in."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            cursor.execute(
                "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
                " AND tablename = %s AND indexname LIKE '%%\\_like'",
                [table],
            )
            for (name,) in cursor.fetchall():
                if name.startswith(tuple(f"{table}_{column}" for column in columns)):
                    schema_editor.execute(
                        f"DROP INDEX {schema_editor.connection.ops.quote_name(name)}"
                    )


class Migration(migrations.Migration):
    """Fewer indexes on what comes in."""

    dependencies = [("submissions", "0012_files_in_order")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop, elidable=False)]
