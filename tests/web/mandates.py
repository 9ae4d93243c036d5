"""A group with what the pages of mandates show, and its people signed in."""

import re
from datetime import date
from html import unescape

from django.test import Client
from django.urls import reverse

from dabir.foundation.people.models import Role
from dabir.stages.mandates.acts import add_axis, take_over_mandate
from tests.factories import AT, make_body, make_group, make_member, make_person, seat
from tests.stages.readings import only, read


class World:
    """A group with a taken-over mandate, an open reading and a reported duty."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("سازمان بوستان‌ها")
        self.secretary = make_person()
        seat(self.secretary, self.group, Role.SECRETARY)
        self.member = make_member(self.group, self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())
        self.stranger = make_person()
        clause = {"path": "2", "kind": "clause", "number": "2", "level": 1, "text": "متن بند دوم"}
        given = {
            "text": "تهیهٔ برنامهٔ آبیاری",
            "bodies": ["سازمان بوستان‌ها"],
            "supporting": [],
            "due": None,
            "due_text": "ظرف دو ماه از تاریخ ابلاغ",
            "within": "P2M",
            "clause": "2",
        }
        done = only(
            read(self.group, self.secretary),
            self.secretary,
            ("title", "مصوبهٔ پنجم"),
            ("clause", clause),
            ("duty", given),
        )
        self.mandate = take_over_mandate(
            reading=done, notified_on=date(2026, 5, 10), actor=self.secretary, at=AT
        )
        self.duty = self.group.duties.get()
        self.axis = add_axis(
            group=self.group,
            names={"fa": "محور آب"},
            clause=self.mandate.clauses.get(),
            actor=self.secretary,
            at=AT,
        )
        self.reading = read(self.group, self.secretary)

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def client(self, person):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    def as_secretary(self):
        return self.client(self.secretary)


def text_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<(script|style).*?</\1>", " ", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
