"""What the page of an import says once its file had to be erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.stages.submissions.acts import erase_submission
from dabir.stages.submissions.queries import brought_by
from tests.factories import AT
from tests.stages.importing import row, table, taken_in
from tests.stages.sent import make_open_call

pytestmark = pytest.mark.django_db


def test_says_why_the_rows_that_were_kept_out_are_gone(client, group, secretary):
    call = make_open_call(group, secretary, at=AT - timedelta(days=30))
    source = taken_in(call, secretary, table([row(1), row(2, date="soon")]))
    client.force_login(secretary)
    url = reverse("submissions:import_kept_out_csv", args=[group.code, source.pk])
    assert client.get(url).status_code == 200
    erase_submission(submission=brought_by(source)[0], actor=secretary, at=AT)
    page = client.get(url)
    assert page.status_code >= 400
    assert "had themselves erased" in page.content.decode()
