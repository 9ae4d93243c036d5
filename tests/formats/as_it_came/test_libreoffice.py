"""LibreOffice settles what is tracked in a text's original, as a delegation would."""

import shutil

import pytest

from dabir.domain.drafting import Add, Delete, Kind, Move, NumberStyle
from dabir.formats.as_it_came import fronted, stand
from dabir.formats.word_originals import Opened

from .texts import TITLE, edit, find, lines, proposed_in, regulation

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="Runs where LibreOffice is (Debian: libreoffice-writer).",
    ),
]


def plain(data):
    return [" ".join(line.split()) for line in lines(data)]


def test_rejecting_gives_the_version_and_accepting_what_is_proposed(settled_by_office):
    data, version = regulation()
    first = find(version, "کارگروه")
    words = {"fa": "سامانه‌ای برای گزارش هست.\nهمه آن را می‌بینند."}
    out = proposed_in(
        data,
        version,
        [edit(version, "هر ماه", "هر هفته")],
        [Add("n1", None, first, Kind.ARTICLE, NumberStyle.DIGITS, {}, words)],
        [Delete(find(version, "پایگاه"))],
        [Move(find(version, "هزینه"), None, None)],
    )
    assert plain(settled_by_office(out, "RejectAllTrackedChanges")) == plain(
        settled_by_office(stand(data, version, "fa", [TITLE]).data, "Keep")
    )
    accepted = plain(settled_by_office(out, "AcceptAllTrackedChanges"))
    assert accepted == [" ".join(line.split()) for line in lines(out)]


def test_the_layout_of_the_file_is_kept(settled_by_office):
    data, version = regulation()
    out = fronted(stand(data, version, "fa", [TITLE]).data, ["پیش‌نویس صفر"], "rtl")
    saved = Opened(settled_by_office(out, "Keep"), lambda _: True)
    assert [line.style.lower() for line in saved.lines if TITLE in line.words] == ["heading 1"]
    names = saved.archive.names()
    headers = [saved.archive.read(name) for name in names if name.startswith("word/header")]
    assert any(b"Delegation of Ruritania" in each for each in headers)
