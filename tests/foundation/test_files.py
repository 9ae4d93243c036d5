"""Originals are kept byte for byte, and a destroyed key erases them."""

import hashlib

import pytest

from dabir.foundation.files.keeping import Altered, Missing, folder, keep_original, read_original
from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import (
    Erased,
    Unsealable,
    destroy_key,
    new_key,
    open_sealed,
    seal,
)
from tests.factories import AT, make_group

pytestmark = pytest.mark.django_db

DATA = "متن نامه\r\n\x00\ufeff".encode("utf-16")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }


def keep(**fields) -> Original:
    return keep_original(DATA, name="نامه.txt", group=make_group(), at=AT, **fields)


def test_gives_back_every_byte():
    original = keep()
    assert read_original(original) == DATA
    assert original.sha256 == hashlib.sha256(DATA).hexdigest()
    assert original.size == len(DATA)


def test_stores_nothing_readable_under_a_key():
    original = keep(key=new_key())
    assert DATA not in (folder() / original.path).read_bytes()
    assert read_original(original) == DATA


def test_a_destroyed_key_erases():
    key = new_key()
    original = keep(key=key)
    destroy_key(key, AT)
    with pytest.raises(Erased):
        read_original(Original.objects.get(pk=original.pk))


def test_notices_a_changed_file():
    original = keep()
    (folder() / original.path).write_bytes(DATA + b"!")
    with pytest.raises(Altered):
        read_original(original)


def test_notices_a_missing_file():
    original = keep()
    (folder() / original.path).unlink()
    with pytest.raises(Missing):
        read_original(original)


def test_the_same_bytes_twice_are_two_originals():
    assert keep().pk != keep().pk


def test_a_name_never_leaves_its_folder():
    original = keep_original(DATA, name="../../etc/passwd", group=make_group(), at=AT)
    assert original.name == "passwd"


def test_another_key_does_not_open_it():
    with pytest.raises(Unsealable):
        open_sealed(new_key(), seal(new_key(), DATA))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\letters\\نامه.txt", "نامه.txt"),
        ("letter\u202etxt.exe", "lettertxt.exe"),
        ("a\r\nX-Header: b.txt", "aX-Header: b.txt"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_name_from_a_stranger_is_kept_without_paths_and_tricks(sent, kept):
    original = keep_original(DATA, name=sent, group=make_group(), at=AT)
    assert original.name == kept
    assert (folder() / original.path).resolve().is_relative_to(folder().resolve())
