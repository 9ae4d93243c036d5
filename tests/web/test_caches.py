"""What a signed-in person was shown is kept by no cache; public pages may be."""

import pytest
from django.urls import reverse

from dabir.foundation.files.keeping import keep_original
from dabir.stages.submissions.acts import save_draft
from tests.factories import AT, make_group, make_secretary
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db


def uncached(response) -> bool:
    return {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_no_cache_keeps_a_page_of_a_signed_in_reader(client):
    group = make_group()
    client.force_login(make_secretary(group))
    assert uncached(client.get(reverse("group", args=[group.code])))
    assert uncached(client.get("/no/such/page/"))
    assert uncached(client.get(reverse("public_calls")))
    original = keep_original(b"text", name="a.txt", group=group, at=AT)
    download = client.get(reverse("file", args=[original.address_id]))
    assert download.status_code == 200
    assert uncached(download)


def test_a_public_page_may_be_kept(client):
    assert "Cache-Control" not in client.get(reverse("public_calls"))


def test_no_cache_keeps_a_page_behind_a_secret(client):
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    secret = send(call).secret
    draft = save_draft(call=call, content={"free": ["half a thought"]}, at=AT)
    pages = [
        reverse(name, args=[secret])
        for name in ("follow_up", "receipt", "follow_up_copy", "follow_up_withdraw")
    ]
    for page in (*pages, reverse("respond_draft", args=[call.code, draft])):
        response = client.get(page)
        assert response.status_code == 200, page
        assert uncached(response), page
        assert response["X-Robots-Tag"] == "noindex"
