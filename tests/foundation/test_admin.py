"""Administrators look into the admin, at what they may see, and change nothing there."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from dabir.foundation.letters.acts import draft_letter
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.foundation.people.models import Person
from tests.factories import AT, make_group, make_person, make_secretary

pytestmark = pytest.mark.django_db

OURS = [
    registered
    for model, registered in admin.site._registry.items()
    if model._meta.app_config.name.startswith("dabir.")
]


def reader(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_everything_of_ours_is_read_only():
    assert OURS
    assert all(isinstance(registered, ReadOnlyAdmin) for registered in OURS)


@pytest.mark.parametrize("registered", OURS, ids=lambda one: one.model._meta.label)
def test_every_list_opens_and_offers_no_change(registered):
    client = reader(make_person(is_administrator=True))
    name = f"admin:{registered.opts.app_label}_{registered.opts.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403


def test_an_administrator_sees_only_what_they_may_see_elsewhere():
    group = make_group()
    letter = draft_letter(
        group=group, kind="internal", subject="پوشیده", actor=make_secretary(group), at=AT
    )
    url = reverse("admin:letters_letter_change", args=[letter.pk])
    assert reader(make_person(is_administrator=True)).get(url).status_code == 302
    assert reader(make_secretary(group, is_administrator=True)).get(url).status_code == 200
    assert Letter.objects.get().subject == "پوشیده"


def test_nobody_else_opens_the_admin():
    client = reader(make_person())
    assert client.get(reverse("admin:index")).status_code == 302


def test_no_password_is_shown():
    administrator = make_person(is_administrator=True)
    url = reverse("admin:people_person_change", args=[administrator.pk])
    html = reader(administrator).get(url).content.decode()
    assert Person.objects.get(pk=administrator.pk).password not in html
