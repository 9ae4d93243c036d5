"""Notices of before there were two languages keep their words, in the language of their group.

The step is run over stand-ins: to walk the whole database back to it takes minutes.
"""

from importlib import import_module
from types import SimpleNamespace

carry_over = import_module("dabir.stages.calls.migrations.0003_carry_notices_over").carry_over


class OldNotice(SimpleNamespace):
    """A notice as it was, with the fields that were saved."""

    def save(self, *, update_fields):
        self.saved = update_fields


class OldApps:
    """The models of that time, as far as the step asks for them."""

    def __init__(self, notices):
        self.notices = notices
        self.objects = self

    def get_model(self, app, name):
        assert (app, name) == ("calls", "Notice")
        return self

    def select_related(self, *_names):
        return self

    def iterator(self):
        return iter(self.notices)


def test_a_notice_keeps_its_words_in_the_language_of_its_group():
    notices = [
        OldNotice(
            text=text, texts={}, call=SimpleNamespace(group=SimpleNamespace(language=language))
        )
        for language, text in (("fa", "باران"), ("en", "Rain"))
    ]
    carry_over(OldApps(notices), None)
    assert [notice.texts for notice in notices] == [{"fa": "باران"}, {"en": "Rain"}]
    assert all(notice.saved == ["texts"] for notice in notices)
