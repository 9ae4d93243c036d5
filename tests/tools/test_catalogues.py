"""Messages are found in modules and templates, and a catalogue that falls short is named."""

import gettext

import catalogues
import pytest


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A small house with two stages, written by `write(path, text)`."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "SOURCE", tmp_path / "dabir")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "dabir" / "locale")

    def write(path, text):
        file = tmp_path / "dabir" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    write("stages/calls/__init__.py", "")
    write("foundation/letters/__init__.py", "")
    return write


def translate(room, translations):
    path = catalogues.catalogue_path(room)
    catalogue = catalogues.read_catalogue(path)
    for message, string in translations.items():
        catalogue.get(message).string = string
    catalogues.write_catalogue(path, catalogue)


def said(room):
    return {key[0] for key in catalogues._messages(catalogues.read_sources()[room])}


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("stages/calls/acts.py", "calls"),
        ("web/calls/views.py", "calls"),
        ("web/templates/calls/call.html", "calls"),
        ("web/letters/views.py", "foundation"),
        ("web/templates/letters/tray.html", "foundation"),
        ("web/templates/base.html", "web"),
        ("web/shared/context.py", "web"),
        ("web/chain/views.py", "chain"),
        ("domain/procedure/verdicts.py", "domain"),
    ],
)
def test_a_message_belongs_to_the_room_it_stands_in(source, path, room):
    assert catalogues.room_of(catalogues.SOURCE / path) == room


def test_finds_messages_in_modules(source):
    source(
        "stages/calls/acts.py",
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        'a = _("The call is closed.")\n'
        'b = ngettext("%(n)s day", "%(n)s days", 2)\n'
        'c = pgettext("a month", "May")\n',
    )
    assert said("calls") == {"The call is closed.", "%(n)s day", "May"}


def test_finds_messages_in_templates_whatever_their_indentation(source):
    source(
        "web/templates/calls/call.html",
        '<ul>\n        {% translate "Deadline" %}\n  {% blocktranslate count n=n trimmed %}\n'
        "     {{ n }} answer\n  {% plural %}\n     {{ n }} answers\n {% endblocktranslate %}\n"
        '   {% include "field.html" with label=_("Purpose") %}\n it\'s\n</ul>',
    )
    assert said("calls") == {"Deadline", "%(n)s answer", "Purpose"}


def test_update_keeps_translations_and_drops_what_is_no_longer_said(source, capsys):
    source("cli/main.py", '_("Port"); _("Folder")')
    catalogues.update([])
    translate("cli", {"Port": "درگاه", "Folder": "پوشه"})
    source("cli/main.py", '_("Port"); _("Address")')
    catalogues.update([])
    text = catalogues.catalogue_path("cli").read_text(encoding="utf-8")
    assert "درگاه" in text
    assert "Address" in text
    assert "Folder" not in text


def test_updating_twice_changes_nothing(source, capsys):
    source("cli/main.py", '_("Port")')
    catalogues.update([])
    first = catalogues.catalogue_path("cli").read_bytes()
    catalogues.update([])
    assert catalogues.catalogue_path("cli").read_bytes() == first


@pytest.mark.parametrize(
    ("string", "fault"),
    [
        ("", "untranslated"),
        ("فراخوان بسته شد", "other placeholders"),
        ("فراخوان در %(date)s بسته شد", "other placeholders"),
        ("فراخوان در %(day)s بسته شد، بفرماييد", "Arabic letters"),
    ],
)
def test_check_names_a_translation_that_falls_short(source, capsys, string, fault):
    source("stages/calls/acts.py", '_("The call closed on %(day)s.")')
    catalogues.update([])
    translate("calls", {"The call closed on %(day)s.": string})
    assert catalogues.check() == 1
    assert fault in capsys.readouterr().out


def test_check_names_a_missing_message(source, capsys):
    source("stages/calls/acts.py", '_("The call is open.")')
    assert catalogues.check() == 1
    assert "missing: 'The call is open.'" in capsys.readouterr().out


def test_check_passes_a_complete_catalogue_which_gettext_can_read(source, capsys):
    source("stages/calls/acts.py", '_("The call is open."); ngettext("%(n)s day", "%(n)s days", 2)')
    catalogues.update([])
    translate(
        "calls", {"The call is open.": "فراخوان باز است.", "%(n)s day": ("یک روز", "%(n)s روز")}
    )
    assert catalogues.check() == 0
    catalogues.compile_all()
    translation = gettext.translation("django", catalogues.LOCALE / "calls", ["fa"])
    assert translation.gettext("The call is open.") == "فراخوان باز است."
    assert translation.ngettext("%(n)s day", "%(n)s days", 5) == "%(n)s روز"


def test_check_names_what_two_rooms_say_differently(source, capsys):
    source("stages/calls/acts.py", '_("Settle")')
    source("cli/main.py", '_("Settle")')
    catalogues.update([])
    translate("calls", {"Settle": "فیصله"})
    translate("cli", {"Settle": "قطعی کردن"})
    assert catalogues.check() == 1
    assert "in two ways" in (said := capsys.readouterr().out)
    assert "calls: فیصله; cli: قطعی کردن" in said


def test_a_context_tells_two_meanings_apart(source, capsys):
    source("stages/calls/acts.py", '_("Settle")')
    source("cli/main.py", 'pgettext("a demand", "Settle")')
    catalogues.update([])
    translate("calls", {"Settle": "قطعی کردن"})
    path = catalogues.catalogue_path("cli")
    catalogue = catalogues.read_catalogue(path)
    catalogue.get("Settle", "a demand").string = "فیصله"
    catalogues.write_catalogue(path, catalogue)
    capsys.readouterr()
    assert catalogues.check() == 0
