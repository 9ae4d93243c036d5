"""`migrate` over quick states leaves what Django's own leaves, and shows code the whole."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation

from dabir.foundation.people.management.commands.migrate import QuickExecutor, QuickState

ROOT = Path(__file__).resolve().parents[2]
# Django's command, in place of the one of this installation.
STOCK = """
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
call_command(migrate.Command(), verbosity=0)
"""
STOCK_BACK = STOCK.replace("Command(),", "Command(), 'people', '0002',")


def code(length):
    return models.CharField(max_length=length, primary_key=True)


def shelf():
    return migrations.CreateModel("Shelf", [("code", code(5))])


def book():
    shelf = models.ForeignKey("people.Shelf", models.CASCADE, related_name="books")
    return migrations.CreateModel(
        "Book", [("id", models.AutoField(primary_key=True)), ("shelf", shelf)]
    )


@pytest.fixture
def apply(transactional_db):
    """Applies operations over a quick state, and returns it; tables go after."""
    state = QuickState()
    assert state.apps.ready  # as the executor does before the first migration

    def run(*operations: Operation):
        migration = migrations.Migration("0001_shelves", "people")
        migration.operations = list(operations)
        with connection.schema_editor() as editor:
            return migration.apply(state, editor)

    yield run
    with connection.schema_editor() as editor:
        for name in ("book", "shelf"):
            editor.execute(f"DROP TABLE IF EXISTS people_{name}")


def test_a_table_that_is_added_leaves_the_others_as_they_are(apply):
    before = apply(shelf()).apps.get_model("people", "shelf")
    after = apply(book()).apps
    assert after.get_model("people", "shelf") is before
    assert after.get_model("people", "book")._meta.get_field("shelf").related_model is before


def test_code_finds_what_was_added_since_from_its_other_side(apply):
    found = []

    def look(apps, editor):
        shelves = apps.get_model("people", "Shelf").objects
        first, _ = shelves.create(code="A"), shelves.create(code="B")
        first.books.create(title="a")
        found.extend(each.code for each in shelves.filter(books__title="a"))
        first.delete()
        found.append(apps.get_model("people", "Book").objects.count())

    title = migrations.AddField("book", "title", models.CharField(max_length=9, default=""))
    apply(shelf(), book(), title, migrations.RunPython(look))
    assert found == ["A", 0]


def test_a_key_that_changes_changes_with_what_refers_to_it(apply):
    apps = apply(shelf(), book(), migrations.AlterField("shelf", "code", code(9))).apps
    key = apps.get_model("people", "book")._meta.get_field("shelf")
    assert key.target_field.max_length == 9
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "people_book")
    (found,) = [each for each in columns if each.name == "shelf_id"]
    assert 9 in {found.display_size, found.internal_size}


def test_a_table_gets_another_name_with_what_refers_to_it(apply):
    apps = apply(shelf(), book(), migrations.RenameModel("Shelf", "Rack")).apps
    racks, books = (apps.get_model("people", name) for name in ("Rack", "Book"))
    books.objects.create(shelf=racks.objects.create(code="A"))
    assert racks.objects.get(books__isnull=False).books.count() == 1
    apply(migrations.RenameModel("Rack", "Shelf"))


def test_code_that_takes_back_finds_the_other_side_too(apply):
    found = []

    def look_back(apps, editor):
        shelf = apps.get_model("people", "Shelf").objects.create(code="A")
        found.append(shelf.books.count())

    class Shelves(migrations.Migration):
        operations = [
            shelf(),
            book(),
            migrations.RunPython(migrations.RunPython.noop, look_back),
        ]

    before = QuickState()
    assert before.apps.ready
    apply(*Shelves.operations)
    QuickExecutor(connection).unapply_migration(before, Shelves("0001_shelves", "people"))
    assert found == [0]
    assert "people_book" not in connection.introspection.table_names()


@pytest.mark.nightly
@pytest.mark.sqlite
def test_makes_the_very_tables_that_django_makes(tmp_path):
    def made(name, *commands):
        folder = tmp_path / name
        folder.mkdir()
        environment = os.environ | {
            "DABIR_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dabir.config.settings",
        }
        for command in commands:
            subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)
        with sqlite3.connect(folder / "dabir.sqlite3") as database:
            tables = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
            done = "SELECT app, name FROM django_migrations ORDER BY id"
            return [*database.execute(tables), *database.execute(done)]

    quick = ["-m", "dabir", "manage", "migrate", "--verbosity=0"]
    tables = made("quick", quick)
    assert tables == made("stock", ["-c", STOCK])
    assert len(tables) > 500
    back = made("quick back", quick, [*quick, "people", "0002"])
    assert back == made("stock back", ["-c", STOCK], ["-c", STOCK_BACK])
    assert len(back) < len(tables)
