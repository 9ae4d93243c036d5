"""What each act is called in the record."""

from django.utils.translation import gettext as _

WORDS = {}


def in_words(act: str) -> str:
    return act
