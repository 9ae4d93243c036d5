"""Proof of work: issued by us, done once for one call, checked quickly."""

import base64
import json
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge, verify_solution
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dabir.stages.calls.models import Call
from dabir.web.submissions.responding import proof
from dabir.web.submissions.responding.proof import STANDS_FOR, Unproven, issue_challenge, prove
from tests.factories import AT, make_body
from tests.stages.sent import make_open_call
from tests.web.submissions.pages import solved

CALL = Call(code="water")


def changed(payload: str, *path: str, to: object) -> str:
    parts = json.loads(base64.b64decode(payload))
    inner = parts
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return base64.b64encode(json.dumps(parts).encode()).decode()


def test_takes_what_altcha_itself_solves_and_accepts():
    payload = solved(CALL)
    assert prove(payload, CALL, AT).once
    # ALTCHA's own check reads the clock; the challenge is fresh for it as long as tests are young.
    result = verify_solution(changed(payload, "solution", "time", to=1), proof._key())
    assert result.verified or result.expired


def test_names_a_challenge_once_whatever_else_is_in_the_payload():
    payload = solved(CALL)
    again = changed(payload, "solution", "time", to=4711)
    assert prove(payload, CALL, AT).once == prove(again, CALL, AT).once
    assert prove(payload, CALL, AT).once != prove(solved(CALL), CALL, AT).once


def test_names_later_challenges_later():
    later = Challenge.from_dict(issue_challenge(CALL, AT + timedelta(minutes=1), counter=3))
    solution = solve_challenge(later)
    assert solution is not None
    first, second = (
        prove(solved(CALL), CALL, AT),
        prove(Payload(later, solution).to_base64(), CALL, AT),
    )
    assert first.once < second.once


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("solution", "counter"), 13),
        (("solution", "counter"), -1),
        (("solution", "counter"), 2**40),
        (("solution", "counter"), True),
        (("solution", "counter"), "12"),
        (("challenge", "parameters", "keyPrefix"), ""),
        (("challenge", "parameters", "expiresAt"), 9_999_999_999),
        (("challenge", "parameters", "data"), {"call": "air"}),
        (("challenge", "parameters", "extra"), 1),
        (("challenge", "signature"), "0" * 64),
        (("challenge", "signature"), None),
        (("challenge",), []),
        (("solution",), None),
    ],
)
def test_refuses_a_payload_that_was_changed(path, to):
    with pytest.raises(Unproven):
        prove(changed(solved(CALL), *path, to=to), CALL, AT)


def test_refuses_work_done_for_another_call():
    with pytest.raises(Unproven):
        prove(solved(Call(code="air")), CALL, AT)


def test_refuses_a_challenge_that_is_too_old():
    payload = solved(CALL)
    assert prove(payload, CALL, AT + STANDS_FOR)
    with pytest.raises(Unproven):
        prove(payload, CALL, AT + STANDS_FOR + timedelta(seconds=1))


@given(
    st.one_of(
        st.text(max_size=300), st.binary(max_size=300).map(lambda b: base64.b64encode(b).decode())
    )
)
def test_refuses_anything_else_with_a_sentence(payload):
    with pytest.raises(Unproven) as refusal:
        prove(payload, CALL, AT)
    assert str(refusal.value)


@pytest.mark.parametrize(
    "inside", ["[" * 900, '{"challenge":' * 100, '"\\ud800"', "NaN", "1" * 1400]
)
def test_refuses_json_that_is_built_to_hurt(inside):
    with pytest.raises(Unproven):
        prove(base64.b64encode(inside.encode()).decode(), CALL, AT)


def test_asks_for_about_as_much_work_as_the_installation_says(settings):
    settings.PROOF_ATTEMPTS = 40
    for _time in range(20):
        solution = solve_challenge(Challenge.from_dict(issue_challenge(CALL, AT)))
        assert solution is not None
        assert 20 <= solution.counter <= 60


@pytest.mark.django_db
def test_the_form_gets_a_challenge_without_cookies_or_caches(client, call):
    response = client.get(reverse("challenge", args=[call.code]))
    assert issue_challenge(call, AT).keys() == response.json().keys()
    assert response.json()["parameters"]["data"] == {"call": call.code}
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_nobody_gets_a_challenge_for_a_call_they_do_not_see(client, group, secretary):
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(make_body(),))
    assert client.get(reverse("challenge", args=[inquiry.code])).status_code == 404
