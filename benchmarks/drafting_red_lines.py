"""The page of red lines and what waits for a judge, where thousands of amendments are proposed.

Asked for in the installation that `drafting_pages` makes, by its secretary, who judges one of three
red lines: phrases in the whole text, phrases in one clause, and a question about the whole text.
"""

# ruff: noqa: PLC0415, S101 (Django is set up for a folder that is known only when it runs)
from datetime import UTC, datetime, timedelta
from typing import Any

from drafting_compile import Taken, taken

RUNS = 9
KEPT = 0.5
NOT_KEPT = 2.0
AT = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)


def measure_red_lines(client: Any, text: Any) -> dict[str, object]:
    """Measure the page and home before and after what amendments do to red lines was found.

    Of a few amendments, as quick runs have, that is found while the page is asked for.
    """
    from django.urls import reverse
    from django.utils import timezone

    from dabir.foundation.work.running import run_waiting
    from dabir.stages.texts.examining.red_lines import AT_ONCE
    from dabir.stages.texts.models import CompiledForm

    _guarded(text)
    CompiledForm.objects.all().delete()
    page = reverse("texts:red_lines", args=[text.group.code, text.pk])
    home = reverse("group", args=[text.group.code])
    crossing = b"draft-crossings"
    at_first = b"being-checked" if text.amendments.count() > AT_ONCE else crossing
    figures: dict[str, object] = {
        "red_lines_not_kept_s": _asked(client, page, at_first, times=1),
        "home_not_kept_s": _asked(client, home, b"", times=1),
    }
    later = timezone.now() + timedelta(minutes=1)
    figures["red_lines_in_the_background_s"] = taken(lambda: run_waiting(now=later), times=1)
    figures |= {
        "red_lines_s": _asked(client, page, crossing),
        "red_lines_to_judge_s": _asked(client, f"{page}?does=open&page=9", crossing),
        "red_lines_questions_s": _asked(client, f"{page}?part=questions&page=9", b"words="),
        "home_of_a_judge_s": _asked(client, home, b""),
    }
    return figures


def limits_held(figures: dict[str, object]) -> dict[str, bool]:
    """Return which limit of the page was kept."""
    kept, not_kept = figures["red_lines_s"], figures["red_lines_not_kept_s"]
    assert isinstance(kept, Taken)
    assert isinstance(not_kept, Taken)
    return {
        f"red lines under {KEPT} s where they were checked": kept.processor < KEPT,
        f"red lines under {NOT_KEPT} s where they were not": not_kept.processor < NOT_KEPT,
    }


def _guarded(text: Any) -> None:
    from dabir.foundation.people.models import Person
    from dabir.foundation.trace.linking import new_address
    from dabir.stages.texts.acts import set_guard
    from dabir.stages.themes.models import Consideration

    person = Person.objects.get(username="measured")
    clause = text.versions.get().clauses.order_by("order").first()
    word = str(clause.text).split()[0]
    rules: tuple[dict[str, Any], ...] = (
        {"text": text, "must_not_contain": [word]},
        {"clause": clause, "must_contain": [word]},
        {"text": text, "questions": {"fa": "آیا رعایت می‌شود؟"}, "judge": person},
    )
    for number, rule in enumerate(rules, start=1):
        line = Consideration.objects.create(
            address=new_address(Consideration, group=text.group),
            group=text.group,
            number=number,
            state=Consideration.State.ADOPTED,
            by=person,
            at=AT,
            kind=Consideration.Kind.RED_LINE,
            texts={"fa": f"خط قرمز {number}"},
        )
        set_guard(consideration=line, language="fa", actor=person, at=AT, **rule)


def _asked(client: Any, address: str, there: bytes, *, times: int = RUNS) -> Taken:
    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        assert there in response.content

    if times > 1:
        ask()
    return taken(ask, times=times)
