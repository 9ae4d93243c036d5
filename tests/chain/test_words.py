"""Every act and every permission has words in both languages."""

import pkgutil
from importlib import import_module

import pytest
from django.utils import translation

import dabir.foundation
import dabir.stages
from dabir.chain import act_words, permission_words
from dabir.foundation.people.permissions import grants
from dabir.foundation.record.acts import acts


def _all_acts() -> set[str]:
    for package in (dabir.foundation, dabir.stages):
        for app in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            parts = pkgutil.iter_modules(import_module(app.name).__path__) if app.ispkg else ()
            if "acts" in {part.name for part in parts}:
                import_module(f"{app.name}.acts")
    return {name for name, act in acts().items() if act.__module__.startswith("dabir.")}


def test_every_act_has_words():
    assert _all_acts() <= act_words.WORDS.keys()


def test_every_permission_has_words():
    assert {permission.value for permission in grants()} <= permission_words.WORDS.keys()
    assert {name.split(".")[0] for name in permission_words.WORDS} <= permission_words.STAGES.keys()


@pytest.mark.parametrize("words", [act_words.WORDS, permission_words.WORDS], ids=["acts", "may"])
def test_words_are_said_in_persian(words):
    with translation.override("fa"):
        persian = {name: str(said) for name, said in words.items()}
    with translation.override("en"):
        assert not [name for name, said in words.items() if str(said) == persian[name]]


def test_an_act_of_an_older_version_reads_as_its_name():
    assert act_words.in_words("calls.blow_whistle") == "blow whistle"
