"""Begins an import, and reports what became of it, in an installation whose workers are killed.

python -m tests.faults.importing_desk begin ROWS
python -m tests.faults.importing_desk report
"""

import json
import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from dabir.foundation.people.models import Person  # noqa: E402 - the same
from dabir.foundation.record.models import Entry  # noqa: E402 - the same
from dabir.foundation.trace.models import Address  # noqa: E402 - the same
from dabir.foundation.work.running import run_waiting  # noqa: E402 - the same
from dabir.stages.submissions.acts import (  # noqa: E402 - the same
    begin_import,
    check_import,
    map_import,
    run_import,
)
from dabir.stages.submissions.identities import unsealed  # noqa: E402 - the same
from dabir.stages.submissions.intake.importing import look_through  # noqa: E402 - the same
from dabir.stages.submissions.models import (  # noqa: E402 - the same
    Answer,
    Identity,
    Import,
    ImportedRow,
    Passage,
    Submission,
)
from tests.factories import make_group, make_secretary  # noqa: E402 - Django is ready only now
from tests.stages.importing import MAPPING, row, table  # noqa: E402 - the same
from tests.stages.sent import make_open_call  # noqa: E402 - the same


def begin(rows: int) -> None:
    now = datetime.now(UTC)
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary, at=now - timedelta(days=5))
    moment = (now - timedelta(days=1)).isoformat()
    # Every tenth row stands twice, so that workers meet each other's rows.
    numbers = [number - number % 10 if number % 10 == 9 else number for number in range(rows)]
    data = table(row(number, date=moment) for number in numbers)
    source = begin_import(call=call, upload=look_through(data, "a.csv"), actor=secretary, at=now)
    Import.objects.filter(pk=source.pk).update(slice_size=20)
    map_import(source=source, mapping=MAPPING, actor=secretary, at=now)
    check_import(source=source, actor=secretary, at=now)
    run_waiting()


def start() -> None:
    source = Import.objects.get()
    run_import(source=source, actor=Person.objects.get(), at=datetime.now(UTC))


def _is_whole(imported: ImportedRow) -> bool:
    """Whether the author and the words are those of one row."""
    sealed = unsealed(imported.submission)
    if sealed is None:
        return False
    number = json.loads(sealed.received)["id"].removeprefix("C-")
    return (
        sealed.contributor.email == f"author{number}@example.org"
        and f" {number}: " in imported.submission.passages.get().text
    )


def report() -> dict[str, object]:
    source = Import.objects.get()
    slices = source.slices.all()
    whole = all(_is_whole(each) for each in ImportedRow.objects.select_related("submission__key"))
    return {
        "state": source.state,
        "submissions": Submission.objects.count(),
        "rows": ImportedRow.objects.count(),
        "identities": Identity.objects.count(),
        "answers": Answer.objects.count(),
        "passages": Passage.objects.count(),
        "addresses": Address.objects.filter(kind=Submission.KIND).count(),
        "slices": slices.count(),
        "recorded": Entry.objects.filter(act="submissions.import_slice").count(),
        "added": sum(slices.values_list("added", flat=True)),
        "already": sum(slices.values_list("already", flat=True)),
        "whole": whole,
    }


if sys.argv[1] == "begin":
    begin(int(sys.argv[2]))
elif sys.argv[1] == "start":
    start()
else:
    json.dump(report(), sys.stdout)
