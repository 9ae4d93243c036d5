"""Whole numbers are typed in either digits and shown in the reader's."""

import pytest
from django import forms

from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.web.shared.fields import NumberField


class Votes(forms.Form):
    """A form with a number in it."""

    count = NumberField(min_value=1)


@pytest.mark.parametrize("typed", ["12", "۱۲", "١٢", " ۱۲ "])
def test_reads_every_kind_of_digits(typed):
    form = Votes({"count": typed})
    assert form.is_valid()
    assert form.cleaned_data["count"] == 12


@pytest.mark.parametrize("typed", ["", "دوازده", "۱۲٫۵", "۰"])
def test_refuses_what_is_no_such_number(typed):
    assert "count" in Votes({"count": typed}).errors


@pytest.mark.parametrize(("language", "shown"), [("fa", "۱۲"), ("en", "12")])
def test_shows_the_digits_of_the_reader(language, shown):
    with reading_as(Preferences.of_language(language)):
        html = str(Votes(initial={"count": 12})["count"])
    assert f'value="{shown}"' in html
    assert 'inputmode="numeric"' in html
