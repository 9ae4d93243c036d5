"""The OpenAPI document says what the API does."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from dabir.api.document import description

pytestmark = pytest.mark.django_db


def test_every_address_of_the_api_is_described():
    (own,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "api/"]
    addresses = {
        "/api/" + str(one.pattern).replace("<slug:", "{").replace("<str:", "{").replace(">", "}")
        for one in own.url_patterns
    }
    assert addresses - {"/api/openapi.json"} == set(description()["paths"])


def test_every_name_that_is_referred_to_is_there():
    whole = description()

    def names(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"].rpartition("/")[2]
            for one in value.values():
                yield from names(one)
        elif isinstance(value, list):
            for one in value:
                yield from names(one)

    assert set(names(whole)) <= set(whole["components"]["schemas"])


def test_the_document_is_served(client):
    response = client.get(reverse("api:openapi_json"))
    assert response.json()["openapi"] == "3.1.0"
