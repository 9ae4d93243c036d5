"""A duty that is due, its people signed in, and what a page says."""

import re
from datetime import timedelta
from html import unescape

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.stages.mandates.models import Duty
from tests.stages.duties import Desk

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=10)
LATER = TODAY + timedelta(days=40)


class Page(Desk):
    """The desk with its duty due from today, and clients that are signed in."""

    def __init__(self) -> None:
        super().__init__()
        Duty.objects.filter(pk=self.duty.pk).update(due_on=DUE)
        self.duty.refresh_from_db()

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def of(self, name, *args):
        return self.url(name, self.duty.pk, *args)

    def client(self, person):
        client = Client()
        client.force_login(person)
        return client

    def text(self, person, address):
        return text_of(self.client(person).get(address))


def text_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
