"""A duty with those around it, for tests of its life."""

from __future__ import annotations

from datetime import timedelta

from dabir.stages.mandates.acts import assign_duty
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_body, make_group, make_member, make_secretary

TODAY = AT.date()
DUE = TODAY + timedelta(days=20)
LATER = DUE + timedelta(days=30)


class Desk:
    """A group with a secretary, a body that carries a dated duty, and its person."""

    def __init__(self, **fields) -> None:
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.body = make_body()
        self.carrier = make_member(self.group, self.body)
        self.other_body = make_body()
        self.other = make_member(self.group, self.other_body)
        self.duty = self.give(responsible=[self.body], due_on=DUE, **fields)

    def give(self, **fields) -> Duty:
        fields.setdefault("text", "تهیهٔ گزارش آبیاری")
        return assign_duty(group=self.group, actor=self.secretary, at=AT, **fields)
