"""Pictures: drawn offline, fit for a page under a strict policy."""

import altair as alt
import pytest

from dabir.drawing.errors import Undrawable, UnsafePicture
from dabir.drawing.pictures import refuse_unsafe_svg, render_png, render_svg

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"گروه": "تشکل‌ها", "شمار": 5}, {"گروه": "<script>", "شمار": 3}]},
    "mark": {"type": "bar", "tooltip": True},
    "encoding": {
        "y": {"field": "گروه", "type": "nominal", "axis": {"labelFont": "Comic Sans MS"}},
        "x": {"field": "شمار", "type": "quantitative"},
    },
}


def test_draws_persian_in_the_projects_font():
    svg = render_svg(SPEC)
    assert "تشکل‌ها" in svg
    assert "Vazirmatn" in svg
    assert "Comic" not in svg


def test_draws_what_altair_writes():
    data = alt.Data(values=SPEC["data"]["values"])
    chart = alt.Chart(data).mark_bar().encode(x="شمار:Q", y="گروه:N")
    assert render_svg(chart.to_dict()).startswith("<svg")


def test_the_same_specification_gives_the_same_picture():
    assert render_svg(SPEC) == render_svg(SPEC)


def test_text_from_people_is_escaped():
    svg = render_svg(SPEC)
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_has_no_script_no_style_no_address():
    svg = render_svg(SPEC)
    for forbidden in ("<script", "<style", " style=", "href=", " onclick"):
        assert forbidden not in svg


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"url": "https://127.0.0.1:9/a.json"}},
        {"data": {"url": "file:///etc/passwd", "format": {"type": "csv"}}},
        {"encoding": {"href": {"value": "javascript:alert(1)"}}},
        {"mark": "image", "encoding": {"url": {"value": "file:///etc/hosts"}}},
        {"layer": [{"data": {"url": "data:text/csv,a"}, "mark": "bar"}]},
    ],
)
def test_refuses_addresses_wherever_they_stand(change):
    with pytest.raises(UnsafePicture):
        render_svg({**SPEC, **change})


def test_refuses_what_is_no_specification():
    with pytest.raises(Undrawable):
        render_svg({"mark": 1})


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<style/>",
        '<rect style="fill:red"/>',
        '<rect onclick="x()"/>',
        '<a href="https://example.ir"/>',
        '<use href="#a"/>',
        "<foreignObject/>",
        '<image href="data:,"/>',
        "<!-- x -->",
    ],
)
def test_the_check_names_what_a_page_may_not_carry(inside):
    with pytest.raises(UnsafePicture, match="contains"):
        refuse_unsafe_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def test_draws_png():
    assert render_png(SPEC, scale=1).startswith(b"\x89PNG")
