"""Mails to contributors: their address and secret link are for nobody else, published or not."""

import pytest
from django.urls import reverse

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.queries import visible_to
from dabir.foundation.mail.recording import record_mail
from dabir.stages.submissions.acts import accept_submission, publish_submission
from dabir.stages.submissions.models import Submission
from tests.factories import AT, make_group, make_person, make_secretary
from tests.stages.sent import NAMED, make_open_call, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    group = make_group()
    secretary = make_secretary(group, is_administrator=True)
    receipt = send(make_open_call(group, secretary), publication=Submission.Publication.UNNAMED)
    accepted = accept_submission(submission=receipt.submission, actor=secretary, at=AT)
    publish_submission(submission=accepted, actor=secretary, at=AT)
    return receipt, secretary


def test_an_administrator_sees_no_mail_to_a_contributor_even_of_what_is_published(published):
    receipt, secretary = published
    message = Message.objects.filter(about=receipt.submission.address_id).earliest("pk")
    assert message.to == NAMED.email
    assert receipt.secret in message.text
    assert message not in visible_to(make_person(is_administrator=True))
    assert message not in visible_to(secretary)


def test_no_page_shows_a_mail_to_a_contributor(published, client):
    receipt, secretary = published
    message = Message.objects.filter(about=receipt.submission.address_id).earliest("pk")
    client.force_login(secretary)
    assert client.get(reverse("mail", args=[message.pk])).status_code == 404
    everybody = client.get(reverse("mails") + "?whose=all").content.decode()
    assert NAMED.email not in everybody
    in_admin = client.get(reverse("admin:mail_message_changelist")).content.decode()
    assert NAMED.email not in in_admin
    one = client.get(reverse("admin:mail_message_change", args=[message.pk]))
    assert one.status_code == 302


def test_an_administrator_sees_no_mail_that_asks_to_confirm(published):
    _receipt, secretary = published
    mail = record_mail(
        key="held", to=NAMED.email, subject="?", text="a secret link", at=AT, sealed=True
    )
    plain = record_mail(key="plain", to=NAMED.email, subject="?", text="no secret", at=AT)
    seen = visible_to(make_person(is_administrator=True))
    assert mail not in seen
    assert plain in seen
    assert mail not in visible_to(secretary)
