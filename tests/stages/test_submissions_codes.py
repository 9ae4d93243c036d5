"""Receipt numbers and secrets: random, forgiving to type, hard to mistype."""

from hypothesis import given
from hypothesis import strategies as st

from dabir.stages.submissions.codes import (
    ALPHABET,
    digest_of,
    new_receipt,
    new_secret,
    opens,
    read_receipt,
    read_secret,
)


def test_gives_out_receipts_that_read_as_themselves():
    receipts = {new_receipt() for _ in range(300)}
    assert len(receipts) == 300
    assert all(read_receipt(receipt) == receipt for receipt in receipts)
    assert all(set(receipt) <= set(ALPHABET) | {"-"} for receipt in receipts)


@given(st.data())
def test_notices_one_wrong_sign(data):
    receipt = new_receipt()
    places = [at for at, sign in enumerate(receipt) if sign != "-"]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != receipt[at]]))
    assert read_receipt(receipt[:at] + other + receipt[at + 1 :]) is None


@given(st.data())
def test_notices_two_signs_in_the_wrong_order(data):
    receipt = new_receipt().replace("-", "")
    at = data.draw(st.integers(0, len(receipt) - 2))
    swapped = receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
    assert receipt == swapped or read_receipt(swapped) is None


def test_understands_how_people_type():
    receipt = new_receipt()
    typed = receipt.lower().replace("-", " – ").replace("1", "l").replace("0", "o")
    persian = typed.translate(str.maketrans("23456789", "۲۳۴۵۶۷۸۹"))
    assert read_receipt(f" {persian} ") == receipt


def test_refuses_what_is_no_receipt():
    assert read_receipt("") is None
    assert read_receipt("7K3M") is None
    assert read_receipt("UUUU-UUUU-UUUUU") is None


def test_keeps_the_digest_alone_of_a_secret():
    secret = new_secret()
    assert len(secret) == 26
    assert opens(secret, digest_of(secret))
    assert opens(secret.upper(), digest_of(secret))
    assert not opens(new_secret(), digest_of(secret))
    assert not opens("", digest_of(""))


def test_reads_a_typed_secret():
    secret = new_secret()
    typed = secret.upper()
    assert read_secret(f"{typed[:13]} {typed[13:]}") == secret
