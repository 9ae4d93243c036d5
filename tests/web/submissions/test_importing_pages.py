"""The pages on which many submissions are brought in from one file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.intake.mapping import Target
from dabir.stages.submissions.models import Import, Submission
from tests.factories import AT, make_member, make_secretary
from tests.stages.importing import HEAD, checked, row, table, taken_in, uploaded
from tests.stages.sent import make_open_call

pytestmark = pytest.mark.django_db
GOOD = table([row(1), row(2)])
MIXED = table([row(1), ["C-2", "=cmd()", "x@example.org", "", "", ""], row(3, date="soon")])


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary, at=AT - timedelta(days=30))


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def address(group, name="imports", *args):
    return reverse(f"submissions:{name}", args=[group.code, *args])


def send(desk, group, call, data=GOOD, name="comments.csv"):
    upload = SimpleUploadedFile(name, data)
    return desk.post(address(group), {"call": call.pk, "file": upload})


def matched(source, **chosen):
    """What the page of columns sends: what is chosen for each, and for all rows."""
    names = {name: f"column-{place}" for place, name in enumerate(source.columns)}
    targets = {"id": Target.KEY, "name": Target.NAME, "text": Target.FREE, "date": Target.DATE}
    sent = {names[name]: str(target) for name, target in targets.items()}
    return {**sent, "sector": "citizen", "publication": "withheld", **chosen}


def told(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_file_is_read_matched_checked_and_taken_in(desk, group, call):
    page = send(desk, group, call)
    source = Import.objects.get()
    assert page["Location"] == address(group, "import_columns", source.pk)
    page = desk.get(page["Location"]).content.decode()
    assert "نویسندهٔ 1" in page
    assert '<option value="email" selected>e-mail</option>' in page
    assert "So the first rows would be taken in" in page
    page = desk.post(address(group, "import_columns", source.pk), matched(source))
    assert page["Location"] == address(group, "import", source.pk)
    assert "being checked" in desk.get(page["Location"]).content.decode()
    run_waiting()
    page = desk.get(page["Location"]).content.decode()
    assert "Take in 2 submissions" in page
    assert not Submission.objects.exists()
    desk.post(address(group, "import_run", source.pk))
    run_waiting()
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert "What was added" in page
    for submission in Submission.objects.all():
        assert submission.receipt in page
    assert "comments.csv" in desk.get(address(group)).content.decode()


def test_what_is_chosen_is_shown_before_it_is_checked(desk, group, call, secretary):
    source = uploaded(call, secretary, GOOD)
    chosen = matched(source, preview="1", **{"column-1": "", "column-4": Target.TITLE})
    page = desk.post(address(group, "import_columns", source.pk), chosen)
    assert page.status_code == 200
    assert "without a name" in page.content.decode()
    part = desk.post(
        address(group, "import_columns", source.pk), chosen, headers={"HX-Request": "true"}
    ).content.decode()
    assert part.startswith("<ol")
    source.refresh_from_db()
    assert source.state == Import.State.UPLOADED


def test_columns_of_which_none_is_said_are_asked_again(desk, group, call, secretary):
    source = uploaded(call, secretary, GOOD)
    page = desk.post(
        address(group, "import_columns", source.pk), matched(source, **{"column-4": ""})
    )
    assert page.status_code == 422
    assert "Choose at least one column" in page.content.decode()


def test_a_choice_that_was_not_offered_is_refused(desk, group, call, secretary):
    source = uploaded(call, secretary, GOOD)
    page = desk.post(
        address(group, "import_columns", source.pk), matched(source, **{"column-4": "question:99"})
    )
    assert page.status_code == 422


def test_a_file_that_has_no_rows_is_refused_with_the_reason(desk, group, call):
    page = send(desk, group, call, b"%PDF-1.7", "paper.pdf")
    assert page.status_code == 422
    assert "Files of the kind PDF have no rows." in page.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused_by_its_size(desk, group, call, settings):
    settings.IMPORT_LIMIT = 1
    page = send(desk, group, call)
    assert page.status_code == 422
    assert "the most that one import may be" in page.content.decode()


def test_every_problem_is_told_by_row_and_can_be_taken_away(desk, group, call, secretary):
    source = checked(call, secretary, MIXED)
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert "Nothing is said in this row." in page
    assert "“soon” cannot be read as a date." in page
    assert told(desk.get(address(group, "import_problems_csv", source.pk))) == [
        ["row", "column", "what is wrong", "what becomes of it"],
        ["3", "", "Nothing is said in this row.", "kept out"],
        ["4", "date", "“soon” cannot be read as a date.", "kept out"],
    ]


def test_rows_that_are_kept_out_come_back_as_they_were_and_compute_nothing(
    desk, group, call, secretary
):
    source = taken_in(call, secretary, MIXED)
    head, first, second = told(desk.get(address(group, "import_kept_out_csv", source.pk)))
    assert head == ["row", "what is wrong", *HEAD]
    assert first[:4] == ["3", "Nothing is said in this row.", "C-2", "'=cmd()"]
    assert second[1] == "date: “soon” cannot be read as a date."


def test_a_row_that_was_not_even_read_comes_back_as_it_stands(desk, group, call, secretary):
    source = checked(call, secretary, GOOD + b'C-9,"open\n')
    rows = told(desk.get(address(group, "import_kept_out_csv", source.pk)))
    assert rows[1] == [
        "4", "A quotation mark opens a cell and is never closed.", 'C-9,"open\n',
    ]  # fmt: skip


def test_an_import_stops_and_goes_on(desk, group, call, secretary):
    source = checked(call, secretary, GOOD)
    desk.post(address(group, "import_run", source.pk))
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    desk.post(address(group, "import_stop", source.pk))
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert "Go on" in page
    assert "hx-trigger" not in page
    desk.post(address(group, "import_run", source.pk))
    run_waiting()
    assert Submission.objects.count() == 2


def test_htmx_gets_the_standing_alone_and_the_whole_page_at_the_end(desk, group, call, secretary):
    source = checked(call, secretary, GOOD)
    desk.post(address(group, "import_run", source.pk))
    part = desk.get(address(group, "import", source.pk), headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="standing"')
    assert "HX-Refresh" not in part
    run_waiting()
    part = desk.get(address(group, "import", source.pk), headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"


def test_what_cannot_be_done_now_is_said_and_changes_nothing(desk, group, call, secretary):
    source = uploaded(call, secretary, GOOD)
    page = desk.post(address(group, "import_run", source.pk), follow=True)
    assert page.status_code == 200
    source.refresh_from_db()
    assert source.state == Import.State.UPLOADED


def test_problems_go_on_to_a_second_page(desk, group, call, secretary):
    source = checked(call, secretary, table([row(n, date="soon") for n in range(130)]))
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert "?after=101#problems-heading" in page
    page = desk.get(address(group, "import", source.pk) + "?after=101").content.decode()
    assert "#problems-heading" not in page
    assert desk.get(address(group, "import", source.pk) + "?after=²").status_code == 200


@pytest.mark.parametrize("name", ["import", "import_columns", "import_problems_csv"])
def test_an_import_is_not_there_for_others(client, group, call, secretary, name):
    source = uploaded(call, secretary, GOOD)
    client.force_login(make_member(group))
    assert client.get(address(group, name, source.pk)).status_code == 404
    other = make_secretary(group=type(group).objects.create(code="other", names={"fa": "دیگر"}))
    client.force_login(other)
    assert client.get(address(group, name, source.pk)).status_code == 404


def test_members_are_told_that_they_may_not_import(client, group, call):
    client.force_login(make_member(group))
    assert client.get(address(group)).status_code == 403


def test_pages_of_an_import_cost_a_fixed_number_of_queries(
    desk, group, call, secretary, django_assert_max_num_queries
):
    few = taken_in(call, secretary, table([row(1)]))
    with django_assert_max_num_queries(100) as counted:
        desk.get(address(group, "import", few.pk))
    many = taken_in(call, secretary, table([row(n) for n in range(2, 30)]))
    with django_assert_max_num_queries(len(counted)):
        desk.get(address(group, "import", many.pk))
    assert many.begun_at == AT


def test_what_came_outside_the_call_is_told_in_the_reader_s_language(desk, group, call, secretary):
    old = row(1, date="2020-01-01 10:00")
    source = checked(call, secretary, table([old]))
    page = desk.get(address(group, "import", source.pk)).content.decode()
    assert "It is older than the call, which opened on 30 Mehr 1405" in page
