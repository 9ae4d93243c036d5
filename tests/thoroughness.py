"""How often the laws of drafting are asked: 200 times in `make test`, 10,000 times at night.

They meet rare arrangements, so at night they look at more cases than the profile asks for, and
take longer than other tests may.
"""

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import settings

Law = TypeVar("Law", bound=Callable[..., None])

_OF_THE_PROFILE = settings.default.max_examples
_AT_NIGHT = 10_000
_HOURS = 3 * 3600


def thorough(law: Law) -> Law:
    """Ask a law as often as the profile says, at night ten thousand times."""
    if _OF_THE_PROFILE <= 200:
        return settings(max_examples=_OF_THE_PROFILE, deadline=None)(law)
    asked = settings(max_examples=_AT_NIGHT, deadline=None)(law)
    return pytest.mark.timeout(_HOURS)(asked)
