"""Foreign keys written as strings escape the import checks; these look at the models themselves."""

import pytest
from django.apps import apps

LAYERS = (
    ("foundation",),
    ("mandates",),
    ("calls",),
    ("submissions",),
    ("themes",),
    ("positions",),
    ("texts",),
    ("decisions",),
    ("issuances",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def _layer(model):
    """The layer of one of Dabir's models; None for those of other packages."""
    parts = model.__module__.split(".")
    if parts[0] != "dabir":
        return None
    return parts[2] if parts[1] == "stages" else parts[1]


OURS = [model for model in apps.get_models(include_auto_created=True) if _layer(model)]


def test_every_stage_has_models():
    assert set(RANK) == {_layer(model) for model in OURS}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downward(model):
    upward = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if _layer(field.related_model) and RANK[_layer(field.related_model)] > RANK[_layer(model)]
    ]
    assert not upward


WRITTEN = [model for model in OURS if not model._meta.auto_created]


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_evidence_cannot_vanish_with_what_it_rests_on(model):
    """Between stages nothing is deleted by cascade."""
    cascading = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and getattr(field.remote_field, "on_delete", None)
        if _layer(field.related_model) not in {None, _layer(model)}
        if field.remote_field.on_delete.__name__ == "CASCADE"
    ]
    assert not cascading
