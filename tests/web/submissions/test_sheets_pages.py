"""Comment sheets on pages: taken away empty, read when they come back, entered, answered."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.formats.comment_sheets import Cells, read_sheet
from dabir.stages.submissions.models import ReceivedSheet, Submission
from tests.factories import make_member
from tests.stages.sent import make_open_call
from tests.stages.test_submissions_sheets import call as comments_call  # noqa: F401 (a fixture)
from tests.stages.test_submissions_sheets import filled
from tests.web.submissions.pages import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(comments_call):  # noqa: F811 (the fixture that was brought in)
    return comments_call


def upload(client, group, call, data, name="sheet.xlsx"):
    url = reverse("submissions:sheets", args=[group.code, call.pk])
    return client.post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_everybody_takes_away_an_empty_sheet(client, call, form, language):
    response = client.get(
        reverse("comment_sheet_file", args=[call.code, form]), {"language": language}
    )
    read = read_sheet(response.content)
    assert read.facts == {"call": call.code}
    assert len({row.code for row in read.rows}) == 2


def test_a_sheet_is_read_entered_and_answered(client, call, group, secretary):
    client.force_login(secretary)
    page = upload(client, group, call, filled(call, [Cells(comment="شمارهٔ تماس هم لازم است.")]))
    assert "شمارهٔ تماس هم لازم است." in words_of(page)
    sheet = ReceivedSheet.objects.get()
    done = client.post(
        reverse("submissions:sheet", args=[group.code, sheet.pk]),
        {"received_on": "1405/08/30", "sector": "citizen", "publication": "withheld"},
    )
    submission = Submission.objects.get()
    assert done.url == reverse("submissions:submission", args=[group.code, submission.pk])
    made = client.get(
        reverse("submissions:made_sheet_file", args=[group.code, call.pk, "answers", "xlsx"])
    )
    (row,) = [row for row in read_sheet(made.content).rows if row.cells.comment]
    assert row.cells.receipt == submission.receipt


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x03\x04 not a file"])
def test_what_is_no_sheet_is_refused_in_the_form(client, call, group, secretary, data):
    client.force_login(secretary)
    page = upload(client, group, call, data)
    assert page.status_code == 422
    assert not ReceivedSheet.objects.exists()


def test_a_sheet_is_set_aside(client, call, group, secretary):
    client.force_login(secretary)
    upload(client, group, call, filled(call, [Cells(comment="x")]))
    sheet = ReceivedSheet.objects.get()
    client.post(reverse("submissions:sheet_aside", args=[group.code, sheet.pk]))
    sheet.refresh_from_db()
    assert sheet.set_aside_at is not None


@pytest.mark.parametrize("name", ["sheets", "made_sheet_file"])
def test_members_have_no_sheets(client, call, group, name):
    client.force_login(make_member(group))
    more = [call.pk, *(["answers", "docx"] if name == "made_sheet_file" else [])]
    assert client.get(reverse(f"submissions:{name}", args=[group.code, *more])).status_code == 403


@pytest.mark.parametrize("form", ["pdf", "exe"])
def test_other_forms_are_not_found(client, call, form):
    assert client.get(reverse("comment_sheet_file", args=[call.code, form])).status_code == 404


def test_a_call_without_clauses_has_no_sheet(client, group, secretary):
    plain = make_open_call(group, secretary)
    assert client.get(reverse("comment_sheet_file", args=[plain.code, "docx"])).status_code == 404
