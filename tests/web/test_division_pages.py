"""The division of labour on the page and in files, narrowed as its address says."""

import io
import re
from html import unescape

import docx
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn

from dabir.foundation.people.models import Person
from tests.stages.test_mandates_division import Office

pytestmark = pytest.mark.django_db
WAYS = ("duties", "bodies", "axes")


@pytest.fixture
def office():
    return Office()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def get(office, query="", *, name="matrix", args=(), reader=None):
    client = signed_in(reader or office.secretary)
    url = reverse(f"mandates:{name}", args=[office.group.code, *args])
    return client.get(f"{url}?{query}")


def words(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_marks_are_heard_as_well_as_seen(office):
    page = get(office).content.decode()
    assert '<i class="mark-responsible"></i><span class="visually-hidden">مسئول</span>' in page
    assert '<i class="mark-supporting"></i><span class="visually-hidden">همکار</span>' in page


def test_what_nobody_answers_for_comes_first_with_a_way_to_assign_it(office):
    page = get(office).content.decode()
    rows = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>', page, re.DOTALL)
    assert "بی‌مسئول" in rows[0]
    assert reverse("mandates:carriers", args=[office.group.code, office.alone.pk]) in rows[0]
    assert "carriers" not in get(office, reader=office.member).content.decode()


@pytest.mark.parametrize("by", WAYS)
def test_is_shown_every_way_round(office, by):
    shown = words(get(office, f"by={by}"))
    assert "آب" in shown
    assert "راه" in shown
    assert "بیکار" in shown


def test_another_way_round_does_not_exist(office):
    assert get(office, "by=colours").status_code == 404


@pytest.mark.parametrize("by", WAYS)
def test_narrows_by_the_address(office, by):
    shown = words(get(office, f"by={by}&overdue=on"))
    assert "۱ تکلیف" in shown
    if by != "axes":
        assert "پیمایش شبکه" in shown
        assert "ساختن پل" not in shown


def test_a_choice_that_does_not_exist_narrows_nothing_and_says_so(office):
    response = get(office, "body=body-0&axis=x&state=asleep")
    assert response.status_code == 200
    assert (
        response.context["division"].lines
        == response.context["division"].asked_for(response.context["form"].wanted).lines
    )
    assert "field-error" in response.content.decode()


def test_nothing_like_it_is_said_in_words(office):
    assert "چنین تکلیفی نیست" in words(get(office, "q=هیچ"))


def test_sheets_share_the_columns_out(office):
    for number in range(45):
        office.give(f"تکلیف {number}", [office.water])
    page = get(office, "by=bodies&paper=a4")
    sheets = [len(grid.heads) for grid in page.context["grids"]]
    assert sum(sheets) == 49
    assert max(sheets) <= 20
    assert "برگهٔ ۳ از ۳" in words(page)
    [whole] = get(office, "by=bodies").context["grids"]
    assert len(whole.heads) == 49


def test_names_with_markup_are_shown_as_written(office):
    office.give('<script>alert("x")</script>', [office.water])
    for by in WAYS:
        assert "<script>alert" not in get(office, f"by={by}").content.decode()


@pytest.mark.parametrize("by", WAYS)
def test_a_page_asks_a_fixed_number_of_queries(office, by, django_assert_max_num_queries):
    for number in range(10):
        office.give(f"تکلیف {number}", [office.water], [office.roads])
    client = signed_in(office.secretary)
    url = reverse("mandates:matrix", args=[office.group.code])
    with django_assert_max_num_queries(15):
        client.get(f"{url}?by={by}")


def pages_of(response):
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        return [page.extract_text() for page in opened.pages]


@pytest.mark.parametrize("form", ["matrix", "list"])
def test_is_printed_in_english(office, form):
    Person.objects.filter(pk=office.secretary.pk).update(
        language="en", calendar="gregorian", digits="latin"
    )
    [page] = pages_of(get(office, f"form={form}", name="division", args=["pdf"]))
    assert "Division of labour" in page
    assert "No responsible body" in page
    assert "1 November 2026" in page


def test_files_are_narrowed_as_the_page_is(office):
    csv = get(office, "overdue=on", name="division", args=["csv"]).content.decode()
    assert "پیمایش شبکه" in csv
    assert "ساختن پل" not in csv


def test_the_word_file_reads_from_the_right_and_marks_by_letters(office):
    response = get(office, name="division", args=["docx"])
    document = docx.Document(io.BytesIO(response.content))
    [table] = document.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    cells = {cell.text for row in table.rows for cell in row.cells}
    assert {"م", "ه", "پیمایش شبکه"} <= cells


def test_a_form_or_an_ending_that_does_not_exist_is_not_found(office):
    assert get(office, "form=cloud", name="division", args=["pdf"]).status_code == 404
    assert get(office, name="division", args=["exe"]).status_code == 404
