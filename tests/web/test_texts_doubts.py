"""Lines of a received file that come into doubt by what was said of others."""

import pytest
from django.urls import reverse

from dabir.domain.procedure.verdicts import Refused
from dabir.stages.texts.acts import follow_text, receive_revision, settle_revision
from dabir.stages.texts.examining.following import aligned_revision
from tests.factories import AT, make_group, make_secretary

pytestmark = pytest.mark.django_db
SAME = (
    "States shall share raw pictures of floods within six hours.",
    "Nothing here limits the right to withhold pictures.",
    "The fund is open to all donors of the parties.",
    "Judges sit in the capital for nine years.",
)
WAS = "Agencies are encouraged to train people in yearly courses near rivers."
LIKE = "Agencies are asked to train staff in yearly courses near cities."
LESS_LIKE = "Agencies are encouraged to send experts on yearly visits near rivers."


class World:
    """A clause of the first revision is like two of the second; by the one it may be the other."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.text = follow_text(
            group=self.group,
            titles={"en": "Draft articles"},
            issuer="Assembly of Rivers",
            kind="rules",
            actor=self.secretary,
            at=AT,
        )
        first, second, third, fourth = SAME
        self.receive("AR/1", first, WAS, second, third, fourth)
        self.revision = self.receive("AR/2", first, second, LESS_LIKE, third, LIKE, fourth)

    def receive(self, symbol, *lines):
        return receive_revision(
            text=self.text,
            data="\n\n".join(lines).encode(),
            name="draft.txt",
            symbol=symbol,
            actor=self.secretary,
            at=AT,
        )

    def doubt(self, said=None):
        (found,) = aligned_revision(self.revision, said).doubts
        return found


@pytest.fixture
def world():
    return World()


def test_nothing_becomes_a_clause_silently_because_another_line_is_new(world):
    first = world.doubt()
    second = world.doubt({first.place: None})
    assert (first.line.line, second.line.line) == (LIKE, LESS_LIKE)
    with pytest.raises(Refused):
        settle_revision(
            revision=world.revision, said={first.place: None}, actor=world.secretary, at=AT
        )
    said = {first.place: None, second.place: second.uid}
    version = settle_revision(revision=world.revision, said=said, actor=world.secretary, at=AT)
    assert str(version.clauses.get(wordings__text=LESS_LIKE).uid) == first.uid


def test_the_page_asks_of_what_comes_into_doubt(client, world):
    client.force_login(world.secretary)
    address = reverse("texts:revision", args=[world.group.code, world.text.pk, world.revision.pk])
    first = world.doubt()
    second = world.doubt({first.place: None})
    assert f"line-{second.place}" not in client.get(address).content.decode()
    said = {f"line-{first.place}": "new"}
    assert f"line-{second.place}" in client.post(address, said).content.decode()
    assert world.text.versions.count() == 1
    said |= {f"line-{second.place}": "new"}
    assert client.post(address, said).status_code == 302
    assert world.text.versions.count() == 2
