"""Rulings on an amendment with two operations, as tests of texts need them."""

from dabir.stages.texts.acts import derive_version, rule_operations
from tests.factories import AT
from tests.stages.drafts import UIDS, add_note, edit, propose

WHY = {"fa": "چنین نمی‌شود."}


def propose_two(text, member, body):
    """An amendment with two operations: other words in one clause, a note in another."""
    return propose(
        text,
        member,
        edit(text, "one", "هر ماه", "هر هفته"),
        add_note("one", "جلسه‌ها علنی است."),
        body=body,
    )


def words(version, key, language="fa"):
    """The words of a clause of a version."""
    return version.clauses.get(uid=UIDS[key]).wordings.get(language=language).text


def rule(amendment, ruling, secretary, *places, **more):
    """Rule on the operations at these places, on all where there are none."""
    more.setdefault("reasons", WHY)
    return rule_operations(
        amendment=amendment,
        ruling=ruling,
        places=places or None,
        actor=secretary,
        at=AT,
        **more,
    )


def derive(text, secretary):
    """The next version, of what is accepted."""
    return derive_version(text=text, actor=secretary, at=AT)
