"""Files too large for memory: kept in pieces, read as a stream."""

from __future__ import annotations

import hashlib
import io

import pytest

from dabir.foundation.files.keeping import PIECE, Altered, folder, read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import Erased, Unsealable, destroy_key
from dabir.foundation.files.streams import keep_stream, original_of, readable
from tests.factories import AT, make_group

pytestmark = pytest.mark.django_db

SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 7]


def kept(data: bytes) -> Original:
    return original_of(keep_stream(io.BytesIO(data)), name="نامه.csv", group=make_group(), at=AT)


def data_of(size: int) -> bytes:
    return (b"0123456789abcde\n" * (size // 16 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_is_read_as_it_came(size):
    data = data_of(size)
    original = kept(data)
    assert read_original(original) == data
    assert (original.size, original.sha256) == (size, hashlib.sha256(data).hexdigest())
    with readable(original) as path:
        assert [path.read_bytes() for _again in range(2)] == [data, data]


def test_lies_encrypted_and_leaves_nothing_readable():
    original = kept(data_of(100))
    with readable(original):
        lying = [path for path in folder().rglob("*") if path.is_file()]
    assert all(b"0123456789" not in path.read_bytes() for path in lying)
    assert not list(folder().rglob("*.reading"))


@pytest.mark.parametrize("size", [PIECE + 1, 2 * PIECE])
def test_notices_a_file_that_was_cut_short(size):
    original = kept(data_of(size))
    path = folder() / original.path
    path.write_bytes(path.read_bytes()[: PIECE + 28])
    with pytest.raises(Unsealable):
        read_original(original)
    path.write_bytes(b"")
    with pytest.raises(Altered):
        read_original(original)


def test_notices_pieces_that_changed_places():
    original = kept(data_of(3 * PIECE))
    path = folder() / original.path
    sealed = path.read_bytes()
    size = PIECE + 28
    path.write_bytes(sealed[size : 2 * size] + sealed[:size] + sealed[2 * size :])
    with pytest.raises(Unsealable):
        read_original(original)


def test_is_gone_with_its_key():
    original = kept(b"words")
    assert original.key is not None
    destroy_key(original.key, AT)
    with pytest.raises(Erased):
        read_original(original)
