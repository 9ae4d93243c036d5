"""Pages of amendments to amendments, for who may not see those above."""

import pytest
from django.urls import reverse

from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import amend_amendment
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import edit, make_text, propose

pytestmark = pytest.mark.django_db


def test_who_may_not_see_the_amendment_above_is_not_told_its_number(client):
    group = make_group()
    body, other = map(make_body, ("اتحادیه", "انجمن"))
    secretary, member = make_secretary(group), make_member(group, body=body)
    text = make_text(group, secretary)
    above = propose(
        text,
        make_member(group, body=other),
        edit(text, "one", "هر ماه", "هر هفته"),
        body=other,
        confidentiality=Confidentiality.BODIES,
        bodies=[other, body],
    )
    below = amend_amendment(
        amendment=above,
        operations=[edit(text, "two", "منتشر", "پخش")],
        body=body,
        actor=member,
        at=AT,
    )
    address = reverse("texts:amendment", args=[group.code, text.pk, below.number])
    to_above = reverse("texts:amendment", args=[group.code, text.pk, above.number])
    client.force_login(member)
    assert to_above in client.get(address).content.decode()
    above.address.bodies.set([other])
    assert to_above not in client.get(address).content.decode()
