"""One limit for files, and one sentence that says it, wherever files are taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from dabir.foundation.files.sizes import limit_in_megabytes, refusal_of_size
from dabir.web.issuances.forms import FileForm
from dabir.web.mandates.open_points.forms import SettleForm
from dabir.web.mandates.readings.forms import UploadForm

SENTENCE = "“a.docx” is larger than 2 MB, the most that one file may be."


@pytest.fixture(autouse=True)
def small(settings):
    settings.UPLOAD_LIMIT = 2_000_000
    with translation.override("en"):
        yield


def test_says_how_large_a_file_may_be():
    assert limit_in_megabytes() == 2
    assert refusal_of_size("a.docx", 2_000_000) == ""
    assert refusal_of_size("../a.docx", 2_000_001) == SENTENCE


@pytest.mark.parametrize("form", [UploadForm, FileForm, SettleForm])
def test_every_form_refuses_in_the_same_words(form):
    large = SimpleUploadedFile("a.docx", bytes(2_000_001))
    filled = form(data={}, files={"file": large})
    assert filled.errors["file"] == [SENTENCE]
    small = SimpleUploadedFile("a.docx", b"x")
    assert "file" not in form(data={}, files={"file": small}).errors
