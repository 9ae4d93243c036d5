"""How often something may be asked for, and by whom, without keeping who it was."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.foundation.limits.models import Allowance
from dabir.foundation.limits.taking import KEPT_FOR, Limit, take
from dabir.jobs import sweeping
from dabir.web.shared.rate_limits import WRONG_CODES, InProcess, who_asks
from tests.factories import AT, make_group, make_secretary
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db

THREE = Limit("tests", burst=3, hourly=2)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def test_so_many_at_once_and_so_many_more_an_hour():
    assert [take(THREE, "somebody", AT) for _time in range(5)] == [True] * 3 + [False] * 2
    assert take(THREE, "somebody else", AT)
    later = AT + timedelta(minutes=30)
    assert [take(THREE, "somebody", later) for _time in range(2)] == [True, False]
    long_after = AT + timedelta(hours=10)
    assert sum(take(THREE, "somebody", long_after) for _time in range(9)) == 3


def test_keeps_nobodys_address():
    take(THREE, "192.0.2.7", AT)
    row = Allowance.objects.get()
    assert "192.0.2.7" not in str(vars(row))
    take(THREE, "192.0.2.7", AT + timedelta(days=1))
    assert Allowance.objects.count() == 2, "the key of another day is another"


def test_forgets_old_allowances():
    take(THREE, "somebody", AT)
    assert sweeping.forget_allowances(AT + KEPT_FOR) == 0
    assert sweeping.forget_allowances(AT + KEPT_FOR + timedelta(seconds=1)) == 1


def test_counts_in_one_process_and_lets_the_oldest_go():
    limits = InProcess(THREE, most=2)
    assert [limits.take("a", AT) for _time in range(4)] == [True] * 3 + [False]
    limits.take("b", AT)
    limits.take("c", AT)
    assert limits.take("a", AT)
    assert limits.take("c", AT + timedelta(hours=1))


@pytest.mark.parametrize(
    ("header", "meta", "who"),
    [
        ("", {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "192.0.2.1"),
        ("X-Forwarded-For", {"HTTP_X_FORWARDED_FOR": "10.9.9.9, 198.51.100.7"}, "198.51.100.7"),
        ("X-Real-IP", {"HTTP_X_REAL_IP": "2001:db8:1:2:3::4"}, "2001:db8:1:2::/64"),
        ("", {"REMOTE_ADDR": "::ffff:192.0.2.1"}, "192.0.2.1"),
        ("", {"REMOTE_ADDR": "nonsense"}, "unknown"),
    ],
)
def test_knows_who_asks_by_what_the_proxy_says_and_nobody_else(rf, settings, header, meta, who):
    settings.ADDRESS_HEADER = header
    request = rf.get("/")
    request.META.update(meta)
    assert who_asks(request) == who


def test_a_thousand_wrong_links_are_refused_and_the_right_one_opens(client):
    group = make_group()
    receipt = send(make_open_call(group, make_secretary(group)))
    answers = [
        client.get(reverse("follow_up", args=[f"{number:026d}"])).status_code
        for number in range(1000)
    ]
    assert answers == [404] * WRONG_CODES.burst + [429] * (1000 - WRONG_CODES.burst)
    refused = client.get(reverse("follow_up", args=["1" * 26]))
    assert refused["Retry-After"]
    assert refused.content
    assert client.get(reverse("follow_up", args=[receipt.secret])).status_code == 200


def test_a_draft_is_begun_so_often_and_written_over_as_often_as_one_types(client, settings):
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    url = reverse("keep_draft", args=[call.code])
    first = client.post(url, {"free": "الف"}).json()
    codes = [client.post(url, {"free": "ب"}).status_code for _time in range(100)]
    assert codes == [200] * 99 + [429]
    assert client.post(url, {"free": "پ", "draft": first["secret"]}).status_code == 200
