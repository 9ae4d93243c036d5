"""Words of a document that was read, and what was read of them."""

from dabir.foundation.proposals.models import Proposal
from tests.stages.readings import RESOLUTION, propose


def span(words, text=RESOLUTION):
    start = text.index(words)
    return start, start + len(words)


def clause(reading, path):
    return next(one for one in reading.proposals.filter(kind="clause") if one.value["path"] == path)


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def words_of(proposal):
    return proposal.reading.text[proposal.start : proposal.end]


def member(reading, words, **fields):
    start, end = span(words)
    return propose(reading, "member", words, start=start, end=end, **fields)
