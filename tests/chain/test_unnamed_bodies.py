"""A body that replied and is published without its name is not told by counting it."""

import pytest
from django.test import Client
from django.urls import reverse

from dabir.chain.coverage import chosen_passages, coverage
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    accept_submission,
    publish_submission,
    submit_official_reply,
)
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import Submission
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.sent import WORDS, make_open_call, question_of

pytestmark = pytest.mark.django_db
Publication = Submission.Publication


class World:
    def __init__(self, publication):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.body = make_body("سازمان پاسخ‌گو")
        self.member = make_member(self.group)
        call = make_open_call(
            self.group, self.secretary, kind=Call.Kind.INQUIRY, bodies=(self.body, make_body())
        )
        call.address.confidentiality = "public"
        call.address.save()
        receipt = submit_official_reply(
            call=call,
            body=self.body,
            answers=[AnswerDraft(WORDS, question=question_of(call))],
            publication=publication,
            actor=self.secretary,
            at=AT,
        )
        accepted = accept_submission(submission=receipt.submission, actor=self.secretary, at=AT)
        publish_submission(submission=accepted, actor=self.secretary, at=AT)
        self.invitation = call.invitations.get(body=self.body)

    def heard(self, reader):
        """What is counted for the body, what for nobody invited, and the passages listed for it."""
        [call] = coverage(reader, self.group, merged="", unnamed="").calls
        [line] = [one for one in call.invited if one.item == self.invitation]
        listed = chosen_passages(reader, self.group, {"invitation": self.invitation.pk})
        return line.submissions, call.others, bool(listed.count())


def test_a_member_does_not_learn_which_body_sent_what_is_published_unnamed():
    world = World(Publication.UNNAMED)
    assert world.heard(world.secretary) == (1, 0, True)
    assert world.heard(world.member) == (0, 1, False)
    client = Client()
    client.force_login(world.member)
    url = reverse("coverage_passages", args=[world.group.code])
    page = client.get(f"{url}?invitation={world.invitation.pk}").content.decode()
    assert WORDS.split("\n")[0] not in page


def test_a_body_that_is_published_by_its_name_is_counted_for_everybody():
    world = World(Publication.NAMED)
    assert world.heard(world.member) == world.heard(world.secretary) == (1, 0, True)
