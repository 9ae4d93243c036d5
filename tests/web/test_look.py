"""The look keeps its promises: strict policy, both directions, contrast, Persian digits."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template, render_to_string
from django.utils import translation

import dabir.web
from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.web.templatetags.reader import shortened

WEB = Path(dabir.web.__file__).parent
STYLES = sorted((WEB / "static" / "css").glob("*.css"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height))[\w-]*\s*:|^\s*(?:float|text-align):\s*(?:left|right)",
    re.MULTILINE,
)


def draw(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


@pytest.fixture
def persian():
    with reading_as(Preferences()):
        yield


@pytest.fixture
def english():
    with reading_as(Preferences("en", "gregorian", "latin")):
        yield


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_serve_both_directions(path):
    assert not PHYSICAL.findall(path.read_text())


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_fetch_nothing_from_outside(path):
    for address in re.findall(r"url\(([^)]*)\)", path.read_text()):
        assert re.fullmatch(r'"(?:\.\./)?[\w./-]+"', address), address


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_only_names_that_are_given(path):
    given = {name for sheet in STYLES for name in re.findall(r"(--[\w-]+)\s*:", sheet.read_text())}
    assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) <= given


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_templates_obey_the_strict_policy(path):
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<[^<>{%]*\son\w+\s*=", source)
    assert not re.search(r"<style|hx-on|javascript:", source)
    for attributes in re.findall(r"<script([^>]*)>", source):
        assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_templates_can_be_read(path):
    get_template(str(path.relative_to(WEB / "templates")))


def test_every_icon_that_is_asked_for_exists():
    sprite = (WEB / "static" / "icons" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    asked = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())
    }
    asked |= set(
        re.findall(r'Entry\([^)]*icon="([\w-]+)"', (WEB / "shared/context.py").read_text())
    )
    assert asked <= drawn


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)",
        (WEB / "static" / "css" / "tokens.css").read_text(),
    )
}
GROUNDS = ("paper", "surface", "raised", "sunken", "accent-soft")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("words", "grounds"),
    [
        ("ink", (*GROUNDS, "mark", "good-soft", "wait-soft", "bad-soft")),
        ("ink-quiet", GROUNDS),
        ("accent", ("paper", "surface", "raised", "accent-soft")),
        ("accent-deep", GROUNDS),
        ("on-accent", ("accent", "accent-deep")),
        ("good", ("good-soft", "surface")),
        ("wait", ("wait-soft", "paper")),
        ("bad", ("bad-soft", "paper", "surface", "raised")),
    ],
)
def test_words_stand_out_from_their_ground(words, grounds, scheme):
    for ground in grounds:
        assert contrast(TOKENS[words][scheme], TOKENS[ground][scheme]) >= 4.5, ground


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_of_controls_stand_out(scheme):
    for ground in ("paper", "surface", "raised"):
        assert contrast(TOKENS["line-firm"][scheme], TOKENS[ground][scheme]) >= 3, ground


@pytest.mark.usefixtures("persian")
def test_numbers_are_persian_for_persian_readers():
    assert draw("{{ n|numerals }}", n=12345) == "۱۲٬۳۴۵"


@pytest.mark.usefixtures("english")
def test_numbers_are_latin_for_english_readers():
    assert draw("{{ n|numerals }}", n=12345) == "12,345"


def test_initials_do_not_join():
    assert draw("{{ name|initials }}", name="شیرین دخت کاوه‌پور") == "ش\u200cک"


def test_wrapped_content_is_escaped_once():
    drawn = draw(
        '{% wrap "components/card.html" title=title %}<p>{{ text }}</p>{% endwrap %}',
        title="<b>",
        text="<script>",
    )
    assert "&lt;b&gt;" in drawn
    assert "<p>&lt;script&gt;</p>" in drawn


def test_wrap_says_what_it_does_not_understand():
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        draw('{% wrap "components/card.html" loud %}{% endwrap %}')


def test_a_refusal_stands_where_the_button_would_stand():
    verdict = Verdict.no("The call closed on 18 Mordad 1405.")
    drawn = render_to_string(
        "components/act.html", {"verdict": verdict, "label": "Extend", "url": "/extend/"}
    )
    assert "The call closed on 18 Mordad 1405." in drawn
    assert "/extend/" not in drawn


def test_an_allowed_act_is_a_link_to_it():
    drawn = render_to_string(
        "components/act.html", {"verdict": Verdict.yes(), "label": "Extend", "url": "/extend/"}
    )
    assert 'href="/extend/"' in drawn


def test_a_table_names_the_column_in_every_cell():
    drawn = render_to_string(
        "components/table.html",
        {
            "caption": "Calls",
            "columns": [{"label": "Title"}, {"label": "Due"}],
            "rows": [{"cells": [{"text": "Water", "heading": True}, {"text": "2 Aban"}]}],
        },
    )
    assert 'data-label="Due"' in drawn
    assert 'scope="row"' in drawn


def test_a_source_text_keeps_every_character():
    from dabir.web.spans import Mark, segments

    text = "یک\n\n  دو <b> سه"
    drawn = render_to_string(
        "components/source_span.html", {"segments": segments(text, [Mark(0, 2, "1")])}
    )
    inner = re.search(r"data-source>(.*)</div>", drawn, re.DOTALL).group(1)
    assert re.sub(r"<[^>]+>", "", inner) == text.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_error_pages_draw_themselves_without_a_request(name, language):
    with translation.override(language):
        drawn = render_to_string(name)
    assert "<h1>" in drawn
    assert "</html>" in drawn


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("سه واژهٔ کوتاه", 20, "سه واژهٔ کوتاه"),
        ("سه واژهٔ کوتاه", 10, "سه واژهٔ…"),
        ("one, two", 4, "one…"),
        ("unbreakable", 4, "unbr…"),
    ],
)
def test_shortens_at_the_end_of_a_word(words, most, shown):
    assert shortened(words, most) == shown
