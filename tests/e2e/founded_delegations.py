"""Found groups of two delegations that draft a text, in the installation of DABIR_VAR.

A program of its own: it runs before that installation is served. All that people do there is left
to the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.visitors import PASSWORD

FIRST, SECOND = "اتحادیهٔ ناشران", "انجمن پژوهش"
WORDS = {
    "one": {"fa": "شرکت‌های همگانی هر سال گزارش کار خود را منتشر می‌کنند."},
    "two": {"fa": "دبیرخانه گزارش‌ها را ظرف یک ماه بررسی می‌کند."},
    "note": {"fa": "گزارش محرمانه منتشر نمی‌شود."},
}
ROOT = Path(__file__).parents[2]


def prepare(folder: Path, *codes: str) -> None:
    """Make an installation in a folder, with a group for each code.

    In the group `x` the secretary signs in as `x-secretary`, the members as `x-first` and
    `x-second`, with the password of all visitors. Its text has a zero draft of two articles.
    """
    environment = {**os.environ, "DABIR_VAR": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # that of these tests
    program = [sys.executable, "-m", "tests.e2e.founded_delegations", *codes]
    subprocess.run(program, env=environment, cwd=ROOT, check=True, timeout=600)


def _found_all(codes: list[str]) -> None:
    from dabir.cli.django_setup import set_up
    from dabir.cli.serve import prepare_database

    set_up()
    prepare_database()
    # Models are there only now.
    from django.contrib.auth.hashers import make_password

    password = make_password(PASSWORD)
    for code in codes:
        _found(code, password)


def _found(code: str, password: str) -> None:
    from dabir.stages.texts.acts import draft_zero
    from tests.factories import AT, make_body, make_group, make_member, make_secretary
    from tests.stages.drafts import drafted, make_text

    group = make_group("کارگروه گزارش", code=code)
    secretary = make_secretary(group, username=f"{code}-secretary")
    first, second = (
        make_member(group, body=make_body(body), username=f"{code}-{name}")
        for name, body in (("first", FIRST), ("second", SECOND))
    )
    for person in (secretary, first, second):
        person.password = password
        person.save(update_fields=["password"])
    text = make_text(group, secretary, zero=False)
    draft_zero(text=text, clauses=drafted(WORDS), actor=secretary, at=AT)


if __name__ == "__main__":
    _found_all(sys.argv[1:])
