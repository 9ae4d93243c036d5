"""Pages of decisions and issuances, as the secretary, a member, a guest and the public see them."""

import re

import pytest
from django.urls import reverse

from dabir.domain.procedure.majorities import Votes
from dabir.foundation.people.models import Role
from dabir.stages.decisions.acts import (
    add_agenda_item,
    begin_meeting,
    convene_meeting,
    decide,
    draft_minutes,
    mark_attendance,
    note_action,
    plan_meeting,
    submit_version,
)
from dabir.stages.decisions.models import Decision, Meeting, Submittal
from dabir.stages.issuances.acts import issue, prepare_issuance, raise_demand
from dabir.stages.issuances.models import Demand, Issuance
from dabir.stages.texts.acts import approve_text, submit_text
from dabir.stages.texts.queries import latest_version
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import make_text

pytestmark = pytest.mark.django_db


class Scene:
    """A meeting in session with a decision, and an issued text with a demand."""

    def __init__(self) -> None:
        self.group = make_group(higher_body=make_body(), responsible_body=make_body())
        self.secretary = make_secretary(self.group)
        self.body = make_body()
        self.member = make_member(self.group, self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST)
        self.act = {"actor": self.secretary, "at": AT}
        self.text = make_text(self.group, self.secretary)
        self.version = latest_version(self.text)
        self._meet()
        self._issue()

    def _meet(self) -> None:
        self.meeting = plan_meeting(
            group=self.group,
            names={"fa": "جلسهٔ نخست", "en": "First meeting"},
            begins_at=AT,
            place="تالار",
            chair=self.secretary,
            **self.act,
        )
        self.item = add_agenda_item(
            meeting=self.meeting,
            names={"fa": "متن", "en": "The text"},
            version=self.version,
            minutes=20,
            **self.act,
        )
        convene_meeting(meeting=self.meeting, **self.act)
        here = self.member.memberships.get()
        mark_attendance(meeting=self.meeting, presences={here: "present"}, **self.act)
        self.item.meeting = self.meeting = begin_meeting(meeting=self.meeting, **self.act)
        self.decision = decide(
            item=self.item,
            wordings={"fa": "متن تصویب شد.", "en": "The text was adopted."},
            votes=Votes(1, 0),
            version=self.version,
            **self.act,
        )
        self.action = note_action(item=self.item, text="کاری", body=self.body, **self.act)
        draft_minutes(meeting=self.meeting, **self.act)

    def _issue(self) -> None:
        other = make_text(self.group, self.secretary)
        version = latest_version(other)
        submit_text(text=other, **self.act)
        approve_text(text=other, **self.act)
        prepared = {"version": version, "signatory": self.secretary, "recipients": [self.body]}
        self.draft = prepare_issuance(**prepared, **self.act)
        issuance = prepare_issuance(**prepared, mode="published", **self.act)
        self.issued = issue(issuance=issuance, **self.act)
        self.demand = raise_demand(
            issuance=self.issued,
            body=self.body,
            text="خواسته",
            reply_by=AT.date(),
            **self.act,
        )

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.group.code, *args])

    def reading(self) -> list[str]:
        """Pages that every member reads."""
        return [
            self.url("decisions:index"),
            self.url("decisions:meeting", self.meeting.pk),
            self.url("decisions:book"),
            self.url("decisions:decision", self.decision.pk),
            self.url("decisions:actions"),
            self.url("decisions:submittals"),
            self.url("issuances:index"),
            self.url("issuances:issuance", self.issued.pk),
            self.url("issuances:demands"),
            self.url("issuances:demand", self.demand.pk),
        ]

    def papers(self) -> list[str]:
        return [
            self.url("decisions:agenda_pdf", self.meeting.pk),
            self.url("decisions:minutes_pdf", self.meeting.pk),
        ]

    def writing(self) -> list[str]:
        """Pages with a form, or that ask before an act."""
        meeting, item, issued = self.meeting.pk, self.item.pk, self.issued.pk
        return [
            self.url("decisions:new"),
            self.url("decisions:change", meeting),
            self.url("decisions:attendance", meeting),
            self.url("decisions:guests", meeting),
            self.url("decisions:step", meeting, "close"),
            self.url("decisions:step", meeting, "cancel"),
            self.url("decisions:new_item", meeting),
            self.url("decisions:change_item", meeting, item),
            self.url("decisions:decide", meeting, item),
            self.url("decisions:action", meeting, item),
            self.url("decisions:discussion", meeting, item),
            self.url("decisions:minutes", meeting),
            self.url("decisions:draft_minutes", meeting),
            self.url("decisions:approve_minutes", meeting),
            self.url("decisions:conclude", self.decision.pk),
            self.url("decisions:duty", self.action.pk),
            self.url("decisions:submit"),
            self.url("issuances:new"),
            self.url("issuances:change", self.draft.pk),
            self.url("issuances:step", self.draft.pk, "issue"),
            self.url("issuances:step", issued, "revoke"),
            self.url("issuances:acknowledge", issued, self.issued.recipients.get().pk),
            self.url("issuances:new_demand", issued),
            *(
                self.url("issuances:demand_step", self.demand.pk, event)
                for event in ("send", "answer", "settle", "find_insufficient", "drop")
            ),
        ]

    def public(self) -> list[str]:
        return [
            reverse("published_texts"),
            reverse("published", args=[self.issued.address_id]),
            reverse("verify_code"),
            reverse("verify", args=[self.issued.verification]),
        ]


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_opens_for_the_secretary_in_both_languages(client, scene, language):
    scene.secretary.language = language
    scene.secretary.save()
    client.force_login(scene.secretary)
    for url in [*scene.reading(), *scene.writing(), *scene.public()]:
        response = client.get(url)
        assert response.status_code == 200, url
        main = response.content.decode().partition("<main")[2].partition("</main>")[0]
        assert main.count("<h1") == 1, url
        assert ' style="' not in main, url
        if language == "fa":
            words = re.sub(r"<[^>]+>", " ", main)
            assert not re.findall(r"\b(?:The|the|meeting|Save|Decision|reply)\b", words), url


def test_papers_are_pdfs(client, scene):
    client.force_login(scene.member)
    for url in scene.papers():
        assert client.get(url).content.startswith(b"%PDF-"), url
    client.force_login(scene.secretary)
    preview = client.get(scene.url("issuances:preview", scene.draft.pk))
    assert preview.content.startswith(b"%PDF-")


def test_members_read_and_are_told_why_they_cannot_write(client, scene):
    client.force_login(scene.member)
    for url in scene.reading():
        assert client.get(url).status_code == 200, url
    response = client.post(scene.url("decisions:step", scene.meeting.pk, "close"))
    assert response.status_code == 403
    assert Meeting.objects.get().state == Meeting.State.IN_SESSION
    assert client.get(scene.url("issuances:issuance", scene.draft.pk)).status_code == 404


def test_to_a_guest_and_to_strangers_the_meeting_does_not_exist(client, scene):
    client.force_login(scene.guest)
    for url in (*scene.reading()[1:2], *scene.papers()):
        assert client.get(url).status_code == 404, url
    client.force_login(make_person())
    for url in [*scene.reading(), *scene.papers()]:
        assert client.get(url).status_code == 404, url
    client.logout()
    for url in scene.reading():
        assert client.get(url).status_code == 302, url


def test_the_public_reads_what_is_published_and_verifies_it(client, scene):
    for url in scene.public():
        assert client.get(url).status_code == 200, url
    assert client.get(reverse("verify", args=["unknown"])).status_code == 404
    assert client.get(reverse("published", args=[scene.draft.address_id])).status_code == 404


def test_verification_tells_the_issued_file_from_another(client, scene):
    from io import BytesIO

    from dabir.foundation.files.keeping import read_original

    url = reverse("verify", args=[scene.issued.verification])
    same = client.post(url, {"file": BytesIO(read_original(scene.issued.pdf))})
    assert same.context["compared"] is True
    other = client.post(url, {"file": BytesIO(b"%PDF-other")})
    assert other.context["compared"] is False


def test_a_code_is_taken_alone_or_as_the_whole_address(client, scene):
    code = scene.issued.verification
    for typed in (code, f"https://dabir.example/verify/{code}/"):
        response = client.get(reverse("verify_code"), {"code": typed})
        assert response.url == reverse("verify", args=[code])


def test_pages_ask_the_database_no_more_as_they_grow(client, scene, django_assert_max_num_queries):
    client.force_login(scene.secretary)
    for _number in range(3):
        decide(
            item=scene.item,
            wordings={"fa": "تصمیمی دیگر"},
            votes=Votes(1, 0),
            **scene.act,
        )
    for url, most in (
        (scene.url("decisions:index"), 22),
        (scene.url("decisions:meeting", scene.meeting.pk), 62),
        (scene.url("decisions:book"), 22),
        (scene.url("issuances:index"), 22),
        (scene.url("issuances:demands"), 22),
    ):
        client.get(url)
        with django_assert_max_num_queries(most):
            client.get(url)


# --- Doing, through the pages ------------------------------------------------------------------


def test_a_meeting_is_planned_through_its_page(client, scene):
    client.force_login(scene.secretary)
    typed = {
        "names_fa": "جلسهٔ دوم",
        "day": "۱۴۰۵/۹/۲۰",
        "begins": "۹:۳۰",
        "ends": "11:00",
        "quorum": "two_thirds",
        "confidentiality": "group",
    }
    response = client.post(scene.url("decisions:new"), typed)
    planned = Meeting.objects.get(number=2)
    assert response.url == scene.url("decisions:meeting", planned.pk)
    assert planned.begins_at.isoformat() == "2026-12-11T06:00:00+00:00"
    typed["ends"] = "9:00"
    again = client.post(scene.url("decisions:new"), typed)
    assert again.status_code == 200
    assert again.context["form"].errors


def test_a_vote_is_kept_through_its_page(client, scene):
    client.force_login(scene.secretary)
    typed = {
        "wordings_fa": "رد شد",
        "majority": "simple",
        "in_favour": "0",
        "against": "1",
        "abstaining": "0",
    }
    url = scene.url("decisions:decide", scene.meeting.pk, scene.item.pk)
    assert client.post(url, typed).status_code == 302
    assert Decision.objects.latest("pk").outcome == Decision.Outcome.REJECTED
    assert client.post(url, typed | {"in_favour": "5"}).context["form"].errors


def test_attendance_is_marked_through_its_page(client, scene):
    client.force_login(scene.secretary)
    membership = scene.member.memberships.get()
    url = scene.url("decisions:attendance", scene.meeting.pk)
    client.post(url, {f"member-{membership.pk}": "excused"})
    assert scene.meeting.attendances.get(membership=membership).presence == "excused"


def test_items_move_by_buttons(client, scene):
    second = add_agenda_item(meeting=scene.meeting, names={"fa": "دیگر"}, **scene.act)
    client.force_login(scene.secretary)
    client.post(scene.url("decisions:move_item", scene.meeting.pk, second.pk, "up"))
    assert [one.pk for one in scene.meeting.agenda.all()][1:] == [second.pk, scene.item.pk]
    url = scene.url("decisions:move_item", scene.meeting.pk, second.pk, "up")
    assert client.get(url).status_code == 405


def test_a_version_is_submitted_and_approved_through_its_pages(client, scene):
    client.force_login(scene.secretary)
    response = client.post(
        scene.url("decisions:submit"),
        {
            "version": scene.version.pk,
            "higher_body": scene.group.higher_body_id,
            "decision": scene.decision.pk,
            "confidentiality": "group",
        },
    )
    submittal = Submittal.objects.get()
    assert response.url == scene.url("decisions:submittal", submittal.pk)
    assert client.get(response.url).status_code == 200
    answer = scene.url("decisions:answer", submittal.pk, "approve")
    assert client.get(answer).status_code == 200
    client.post(answer, {"resolution_number": "۱۲", "resolved_on": "۱۴۰۵/۸/۳۰"})
    submittal.refresh_from_db()
    assert (submittal.state, submittal.resolution_number) == ("approved", "۱۲")
    assert client.get(response.url).status_code == 200
    assert client.get(scene.url("decisions:answer", submittal.pk, "burn")).status_code == 404


def test_a_returned_submittal_shows_why(client, scene):
    submittal = submit_version(version=scene.version, decision=scene.decision, **scene.act)
    client.force_login(scene.secretary)
    url = scene.url("decisions:answer", submittal.pk, "return")
    client.post(url, {"reason": "مادهٔ یک روشن نیست."})
    client.force_login(scene.member)
    page = client.get(scene.url("decisions:submittal", submittal.pk))
    assert "مادهٔ یک روشن نیست." in page.content.decode()


def test_a_document_is_issued_once_through_its_page(client, scene, monkeypatch):
    # Numbers are of the year in which the document is issued.
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    client.force_login(scene.secretary)
    url = scene.url("issuances:step", scene.draft.pk, "issue")
    assert client.post(url).status_code == 302
    assert Issuance.objects.get(pk=scene.draft.pk).number == "1405/ب/2"
    assert client.post(url).status_code == 409


def test_a_demand_is_sent_and_answered_through_its_pages(client, scene):
    client.force_login(scene.secretary)
    for event, typed in (
        ("send", {}),
        ("answer", {"text": "پاسخ"}),
        ("settle", {"note": ""}),
    ):
        url = scene.url("issuances:demand_step", scene.demand.pk, event)
        assert client.post(url, typed or {"letter": ""}).status_code == 302, event
    assert Demand.objects.get().state == Demand.State.SETTLED
