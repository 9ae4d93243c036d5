"""Pages of open points, amendments, originals after copies, and background documents."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Role
from dabir.foundation.proposals.acts import accept_confident
from dabir.foundation.proposals.models import Reading
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import raise_open_point, take_over_mandate
from dabir.stages.mandates.models import ClauseChange, Duty, Mandate, OpenPoint
from dabir.web.mandates.documents import taking_over
from dabir.web.mandates.open_points import views as open_points_views
from tests.factories import AT, make_body, make_group, make_member, make_person, seat
from tests.stages.readings import RESOLUTION, read

pytestmark = pytest.mark.django_db

AMENDED = RESOLUTION.replace("پنجم", "ششم").replace("۱۵ مهر ۱۴۰۵", "۱۵ آبان ۱۴۰۵")
PRESS = f"باغ‌نیوز: شورا مصوبه‌ای را ابلاغ کرد. در این مصوبه آمده است:\n{RESOLUTION}".replace(
    "تهیه کند", "مطابق پیوست شمارهٔ ۱ تهیه کند"
)


class World:
    """A group with a mandate taken over, and what its secretary does on pages."""

    def __init__(self):
        self.group = make_group("کارگروه آبیاری باغ‌ها")
        self.secretary = make_person(language="en", calendar="gregorian", digits="latin")
        seat(self.secretary, self.group, Role.SECRETARY)
        self.member = make_member(self.group)
        self.mandate = self.take_over(RESOLUTION)
        self.client = self.signed_in(self.secretary)

    def signed_in(self, person):
        client = Client()
        client.force_login(person)
        return client

    def confirmed(self, text):
        reading = read(self.group, self.secretary, text)
        accept_confident(reading=reading, actor=self.secretary, at=AT, threshold=0)
        return reading

    def take_over(self, text, **fields):
        return take_over_mandate(
            reading=self.confirmed(text), actor=self.secretary, at=AT, **fields
        )

    def point(self, **fields):
        given = {"mandate": self.mandate, "kind": "annex_absent", "values": {"annex": "2"}}
        return raise_open_point(
            group=self.group, actor=self.secretary, at=AT, **{**given, **fields}
        )

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def get(self, name, *args, query="", as_=None):
        client = self.signed_in(as_) if as_ else self.client
        return client.get(self.url(name, *args) + query)

    def post(self, name, *args, query="", **typed):
        return self.client.post(self.url(name, *args) + query, typed)


@pytest.fixture
def world():
    return World()


BASICS = {"names_fa": "مصوبه", "standing": "press", "confidentiality": Confidentiality.GROUP}


def test_taking_over_proposes_the_standing_and_raises_the_points_that_are_ticked(world):
    reading = world.confirmed(PRESS)
    page = world.get("take_over", reading.pk, query="?part=mandate")
    form = page.context["form"]
    assert form["standing"].value() == "press"
    assert "باغ‌نیوز" in form.fields["standing"].help_text
    original, annex = form.fields["points"].choices
    assert "the original is not at hand" in original[1]
    assert "annex 1" in annex[1]
    world.post("take_over", reading.pk, query="?part=mandate", points=[1], **BASICS)
    mandate = Mandate.objects.get(reading=reading)
    point = OpenPoint.objects.get()
    assert (point.mandate, point.kind) == (mandate, "annex_absent")
    assert reading.text[point.start : point.end] in point.quote
    assert point.quote.startswith("سازمان بوستان‌ها موظف است")


def test_no_point_is_raised_unticked(world):
    world.post("take_over", world.confirmed(PRESS).pk, query="?part=mandate", **BASICS)
    assert not OpenPoint.objects.exists()


def test_points_are_listed_by_state_and_document_to_whoever_sees_the_document(world):
    point = world.point()
    page = world.get("open_points")
    assert "annex 2" in page.content.decode()
    assert world.get("open_points", query="?show=closed").context["points"] == []
    other = world.take_over(AMENDED)
    listed = world.get("open_points", query=f"?mandate={other.pk}").context["points"]
    assert listed == []
    assert world.get("open_points", query="?show=nonsense").status_code == 404
    point.address.confidentiality = Confidentiality.SECRETARIAT
    point.address.save()
    assert world.get("open_points", as_=world.member).context["points"] == []
    stranger = make_member(make_group())
    assert world.get("open_points", as_=stranger).status_code == 404


def test_a_long_list_of_points_costs_as_many_queries_as_a_short_one(
    world, django_assert_max_num_queries
):
    for number in range(12):
        world.point(values={"annex": str(number)})
    with django_assert_max_num_queries(26):
        world.get("open_points")


def test_the_letter_is_drafted_from_the_chosen_points(world):
    first, second = world.point(), world.point(kind="other", values={}, text="رئیس نامیده نشده.")
    page = world.get("open_points_letter", query=f"?points={first.pk}")
    assert len(page.context["form"].fields["points"].choices) == 2
    body = page.context["form"]["to"].value()
    answer = world.post(
        "open_points_letter",
        points=[first.pk, second.pk],
        to=getattr(body, "pk", body),
        language="en",
    )
    letter = Letter.objects.get()
    assert answer.headers["Location"].endswith(f"/{letter.pk}/")
    assert "رئیس نامیده نشده." in letter.text
    assert set(OpenPoint.objects.values_list("state", flat=True)) == {"asked"}


def test_points_are_raised_answered_settled_dropped_and_reopened_on_pages(world):
    world.post("new_open_point", text="نام دبیر نیست.", mandate=world.mandate.pk)
    point = OpenPoint.objects.get()
    for name, typed, state in (
        ("open_point_answer", {"answer": "خواهد آمد."}, "answered"),
        ("open_point_settle", {"note": "آمد."}, "settled"),
        ("open_point_reopen", {"reason": "نیامده بود."}, "open"),
        ("open_point_drop", {"reason": "مهم نیست."}, "dropped"),
    ):
        assert world.get(name, point.pk).status_code == 200
        world.post(name, point.pk, **typed)
        point.refresh_from_db()
        assert point.state == state
        assert world.get(name, point.pk, as_=world.member).status_code == 403


def test_a_file_that_settles_a_point_can_be_read_as_an_annex(world):
    point = world.point()
    file = SimpleUploadedFile("annex.txt", "پیوست شمارهٔ ۲\n۱. فهرست باغ‌ها".encode())
    answer = world.post("open_point_settle", point.pk, file=file, read="on")
    reading = Reading.objects.latest("pk")
    assert answer.headers["Location"] == world.url("reading", reading.pk)
    point.refresh_from_db()
    assert point.received == reading.original
    accept_confident(reading=reading, actor=world.secretary, at=AT, threshold=0)
    page = world.get("take_over", reading.pk)
    assert page.context["part"] == Mandate.Part.ANNEX
    assert page.context["form"]["concerns"].value() == world.mandate.pk
    world.post(
        "take_over",
        reading.pk,
        query="?part=annex",
        concerns=world.mandate.pk,
        **BASICS,
    )
    assert world.mandate.later_documents.get().part == Mandate.Part.ANNEX
    assert "annex" in world.get("mandate", world.mandate.pk).content.decode()


def refuse(**_fields):
    raise Refused("refused")


def test_a_file_whose_point_is_not_settled_is_not_read_either(world, monkeypatch):
    monkeypatch.setattr(open_points_views, "settle_open_point", refuse)
    point, before = world.point(), Reading.objects.count()
    file = SimpleUploadedFile("annex.txt", "پیوست شمارهٔ ۲\n۱. فهرست باغ‌ها".encode())
    answer = world.post("open_point_settle", point.pk, file=file, read="on")
    assert "refused" in answer.content.decode()
    assert Reading.objects.count() == before


def test_a_document_whose_points_are_refused_is_not_taken_over(world, monkeypatch):
    monkeypatch.setattr(taking_over, "raise_open_point", refuse)
    reading = world.confirmed(PRESS)
    answer = world.post("take_over", reading.pk, query="?part=mandate", points=[1], **BASICS)
    assert "refused" in answer.content.decode()
    assert not Mandate.objects.filter(reading=reading).exists()


def test_a_press_copy_asks_for_its_original_and_gives_way_to_it(world):
    press = world.take_over(RESOLUTION.replace("دو ماه", "سه ماه"), standing="press")
    assert "quoted by the press" in world.get("mandate", press.pk).content.decode()
    answer = world.post("ask_for_original", press.pk)
    assert "open-points/letter" in answer.headers["Location"]
    file = SimpleUploadedFile("original.txt", RESOLUTION.encode())
    answer = world.post("upload_original", press.pk, file=file)
    page = world.client.get(answer.headers["Location"])
    (row,) = page.context["changed"]
    assert row["ticked"]
    assert "<del>" in page.content.decode()
    world.client.post(
        answer.headers["Location"], {"corrections": [row["value"]], "standing": "original"}
    )
    press.refresh_from_db()
    assert press.standing == Mandate.Standing.ORIGINAL
    assert "دو ماه" in press.clauses.get(pk=row["value"]).text
    assert OpenPoint.objects.get().state == "settled"
    page = world.get("mandate", press.pk).content.decode()
    assert "Earlier copies" in page
    assert "quoted by the press" not in page


def amendment(world):
    reading = world.confirmed(AMENDED)
    return reading, f"?of={world.mandate.pk}"


def everything(page, **more):
    """What a person sends who decides everything as it is proposed."""
    form = page.context["form"]
    typed = {**BASICS, "standing": "original"}
    for place, pairing in enumerate(form.succession.pairs):
        typed[f"pair-{place}"] = pairing.outcome
    for each in form.duties:
        key = f"duty-{each.duty.pk}"
        typed |= {key: each.fate, f"{key}-reason": "اصلاح"}
        for name in ("text", "due"):
            typed[f"{key}-{name}"] = form[f"{key}-{name}"].value() or ""
    return {**typed, **more}


def test_an_amendment_is_chosen_then_compared_then_taken_over_as_a_whole(world):
    reading, query = amendment(world)
    answer = world.post("take_over", reading.pk, query="?part=amendment", concerns=world.mandate.pk)
    assert answer.headers["Location"] == world.url("amend", reading.pk) + query
    page = world.get("amend", reading.pk, query=query)
    assert "<ins>" in page.content.decode()
    assert not ClauseChange.objects.exists()
    typed = everything(page)
    typed = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in typed.items()
    }
    answer = world.post("amend", reading.pk, query=query, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Mandate.objects.get(reading=reading)
    assert made.concerns == world.mandate
    assert ClauseChange.objects.filter(outcome="changed").count() >= 1
    assert set(Duty.objects.values_list("clause__mandate", flat=True)) == {made.pk}
    old = world.get("mandate", world.mandate.pk).content.decode()
    assert made.names["fa"] in old
    assert world.get("mandate", made.pk).status_code == 200


def test_a_changed_duty_counts_as_its_new_words_say(world):
    reading = world.confirmed(
        AMENDED.replace("دو ماه از تاریخ ابلاغ", "۲۰ روز کاری از تاریخ تصویب")
    )
    query = f"?of={world.mandate.pk}"
    page = world.get("amend", reading.pk, query=query)
    typed = {name: str(value) for name, value in everything(page).items()}
    old = Duty.objects.get(within="P2M")
    assert typed[f"duty-{old.pk}"] == "change"
    world.post("amend", reading.pk, query=query, **typed)
    old.refresh_from_db()
    assert (old.within, old.anchor, old.working_days) == ("P20D", "approval", True)
    assert "۲۰ روز کاری" in old.due_text


def test_undecided_clauses_keep_the_amendment_from_being_taken_over(world):
    reading, query = amendment(world)
    page = world.get("amend", reading.pk, query=query)
    typed = {name: str(value) for name, value in everything(page).items()}
    del typed["pair-0"]
    answer = world.post("amend", reading.pk, query=query, **typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors["pair-0"]
    assert not Mandate.objects.filter(reading=reading).exists()


def test_what_is_sure_is_accepted_together_and_the_rest_waits(world):
    reading, query = amendment(world)
    page = world.post("amend", reading.pk, query=query, accept_sure="1")
    form = page.context["form"]
    decided = [
        bool(form[f"pair-{place}"].value()) == pairing.sure
        for place, pairing in enumerate(form.succession.pairs)
    ]
    assert all(decided)
    assert not Mandate.objects.filter(reading=reading).exists()


def test_a_clause_can_be_told_apart_or_made_to_follow_another(world):
    reading, query = amendment(world)
    page = world.get("amend", reading.pk, query=query)
    changed = next(
        place
        for place, each in enumerate(page.context["form"].succession.pairs)
        if each.outcome == "changed"
    )
    typed = {name: str(value) for name, value in everything(page).items()}
    typed[f"pair-{changed}"] = "apart"
    answer = world.post("amend", reading.pk, query=query, **typed)
    assert answer.status_code == 302
    assert set(ClauseChange.objects.values_list("outcome", flat=True)) >= {"new", "removed"}


def test_only_the_secretariat_sees_the_comparison(world):
    reading, query = amendment(world)
    assert world.get("amend", reading.pk, query=query, as_=world.member).status_code == 404
    assert world.get("amend", reading.pk, query="?of=x").status_code == 404


def test_background_documents_stand_apart_and_give_only_the_duties_ticked(world):
    reading = world.confirmed(RESOLUTION.replace("۱۴۰۵", "۱۳۹۵"))
    page = world.get("take_over", reading.pk)
    assert page.context["part"] == Mandate.Part.BACKGROUND
    before = Duty.objects.count()
    world.post("take_over", reading.pk, query="?part=background", **BASICS)
    assert Duty.objects.count() == before
    index = world.get("index")
    assert [one.part for one in index.context["background"]] == ["background"]
    assert index.context["history"][0]["note"] == "Background document"


def test_an_amending_text_is_proposed_as_an_amendment(world):
    reading = world.confirmed(
        "مصوبهٔ ششمین جلسهٔ شورای هماهنگی باغ‌های شهری\n\n"
        "۱. در بند ۲ عبارت «۱۵ مهر ۱۴۰۵» به عبارت «۱۵ آبان ۱۴۰۵» تغییر می‌یابد.\n"
        "۲. بند ۳ حذف می‌شود.\n"
    )
    assert world.get("take_over", reading.pk).context["part"] == Mandate.Part.AMENDMENT
    page = world.get("amend", reading.pk, query=f"?of={world.mandate.pk}")
    assert not page.context["whole"]
    assert [row["sides"].old_path for row in page.context["rows"]] == ["2", "3"]


def constitution(**more):
    return {
        "names_fa": "شورای باغبانان",
        "code": "gardeners",
        "founders": [make_body().pk, make_body().pk],
        "founded_on": "۱۴۰۵/۸/۱۰",
        "text": "اساسنامه\nماده ۱- نام: شورای باغبانان.\nماده ۲- دبیر گزارش دهد.",
        "language": "fa",
        **more,
    }


def test_a_group_constitutes_itself_on_a_page(world):
    administrator = make_person(is_administrator=True)
    client = world.signed_in(administrator)
    address = reverse("constitute_group")
    assert client.get(address).status_code == 200
    answer = client.post(address, constitution(secretary=administrator.pk))
    reading = Reading.objects.latest("pk")
    assert answer.headers["Location"] == reverse("mandates:reading", args=["gardeners", reading.pk])
    page = client.get(reverse("mandates:take_over", args=["gardeners", reading.pk]))
    assert page.context["part"] == Mandate.Part.CONSTITUTION


def test_whoever_may_not_found_groups_is_told_so(world, settings):
    address = reverse("constitute_group")
    assert world.client.get(address).status_code == 403
    settings.ANYBODY_CONSTITUTES = True
    page = world.client.get(address)
    assert "secretary" not in page.context["form"].fields
    assert world.client.post(address, constitution()).status_code == 302
    answer = world.client.post(address, constitution(founders=[]))
    assert answer.context["form"].errors["founders"]
