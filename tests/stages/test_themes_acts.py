"""Themes, codes, considerations and dimensions; who sees what stands behind them."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.kinds import named
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.calls.models import Call
from dabir.stages.mandates.acts import add_axis
from dabir.stages.submissions.acts import publish_submission, redact
from dabir.stages.submissions.models import Passage, Redaction, Submission
from dabir.stages.themes.acts import (
    Evidence,
    add_dimension,
    add_support,
    adopt_consideration,
    change_consideration,
    merge_themes,
    move_theme,
    order_dimensions,
    remove_support,
    rename_dimension,
    rename_theme,
    set_aside_consideration,
    set_up_dimensions,
    uncode_passage,
)
from dabir.stages.themes.models import Code, Consideration, Stance, Support
from dabir.stages.themes.pictured import Asked, Figures, passages_asked
from dabir.stages.themes.queries import (
    considerations_visible_to,
    supports_visible_to,
    total,
    uncoded,
    visible_to,
)
from dabir.stages.themes.quoting import quote
from dabir.stages.themes.tree import tree
from dabir.stages.themes.waiting import waiting
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.coded import code, distil, evidence, first_passage, make_theme
from tests.stages.sent import make_open_call, send, send_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def submission(call, secretary):
    return send_accepted(call, secretary)


@pytest.fixture
def passage(submission):
    return first_passage(submission)


@pytest.fixture
def theme(group, secretary):
    return make_theme(group, secretary)


def last_act():
    return Entry.objects.latest("pk").act


def linked(origin, outcome, relation=Relation.GROUNDS):
    return Link.objects.filter(
        source=origin.address, target=outcome.address, relation=relation
    ).exists()


def test_themes_stand_in_two_levels(group, secretary, theme):
    below = make_theme(group, secretary, "تابلو", parent=theme)
    with pytest.raises(Refused, match="two levels"):
        make_theme(group, secretary, "رنگ تابلو", parent=below)
    with pytest.raises(Refused, match="first level"):
        move_theme(
            theme=theme,
            parent=make_theme(group, secretary, "شهر"),
            axis=None,
            actor=secretary,
            at=AT,
        )


def test_a_theme_hangs_on_an_axis_of_its_own_group(group, secretary):
    axis = add_axis(group=group, names={"fa": "امنیت"}, actor=secretary, at=AT)
    theme = make_theme(group, secretary, axis=axis)
    assert linked(axis, theme, Relation.ASKS)
    move_theme(theme=theme, parent=None, axis=None, actor=secretary, at=AT)
    assert not linked(axis, theme, Relation.ASKS)
    elsewhere = make_group()
    with pytest.raises(Refused, match="another group"):
        make_theme(elsewhere, make_secretary(elsewhere), axis=axis)


def test_a_theme_has_a_name(theme, secretary):
    with pytest.raises(Refused, match="name the theme"):
        rename_theme(theme=theme, names={"fa": " "}, actor=secretary, at=AT)
    rename_theme(theme=theme, names={"en": "Cameras"}, actor=secretary, at=AT)
    assert last_act() == "themes.rename_theme"


def test_members_neither_name_nor_code_nor_distil(group, theme, passage):
    member = make_member(group)
    for attempt in (
        lambda: make_theme(group, member),
        lambda: code(passage, theme, member),
        lambda: distil(group, member, evidence(passage)),
        lambda: add_dimension(group=group, names={"fa": "فنی"}, actor=member, at=AT),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_coding_again_changes_the_stance_and_keeps_one_code(theme, passage, secretary):
    code(passage, theme, secretary, Stance.FOR)
    code(passage, theme, secretary, Stance.AGAINST)
    assert [one.stance for one in theme.codes.all()] == ["against"]
    assert linked(passage, theme)
    uncode_passage(code=theme.codes.get(), actor=secretary, at=AT)
    assert not linked(passage, theme)
    assert last_act() == "themes.uncode_passage"


def test_only_what_is_accepted_is_coded(call, theme, secretary):
    received = send(call).submission
    with pytest.raises(NotNow, match="not accepted"):
        code(first_passage(received), theme, secretary)


def test_a_passage_of_another_group_is_not_there(theme, secretary):
    elsewhere = make_group()
    other = make_secretary(elsewhere)
    foreign = send_accepted(make_open_call(elsewhere, other), other)
    with pytest.raises(Refused, match="no such passage"):
        code(first_passage(foreign), theme, secretary)
    with pytest.raises(Refused, match="no such passage"):
        distil(theme.group, secretary, evidence(first_passage(foreign)))


def test_a_merged_theme_leads_to_the_other_with_its_passages(group, theme, passage, secretary):
    into = make_theme(group, secretary, "پایش")
    consideration = distil(group, secretary, evidence(passage), theme=theme)
    code(passage, theme, secretary, Stance.FOR)
    merge_themes(theme=theme, into=into, actor=secretary, at=AT)
    theme.refresh_from_db()
    consideration.refresh_from_db()
    assert theme.merged_into == into
    assert [one.stance for one in into.codes.all()] == ["for"]
    assert consideration.theme == into
    assert linked(passage, into)
    assert linked(theme, into)
    with pytest.raises(NotNow, match="merged"):
        merge_themes(theme=theme, into=into, actor=secretary, at=AT)
    with pytest.raises(NotNow, match="merged"):
        code(passage, theme, secretary)
    with pytest.raises(NotNow, match="merged"):
        make_theme(group, secretary, "زیر آن", parent=theme)


def test_merging_keeps_the_code_that_was_there(group, theme, passage, secretary):
    into = make_theme(group, secretary, "پایش")
    code(passage, theme, secretary, Stance.FOR)
    code(passage, into, secretary, Stance.AGAINST)
    merge_themes(theme=theme, into=into, actor=secretary, at=AT)
    assert [one.stance for one in into.codes.all()] == ["against"]


def test_themes_are_not_merged_into_themselves_nor_over_their_children(group, theme, secretary):
    with pytest.raises(Refused):
        merge_themes(theme=theme, into=theme, actor=secretary, at=AT)
    make_theme(group, secretary, "تابلو", parent=theme)
    with pytest.raises(NotNow, match="below"):
        merge_themes(theme=theme, into=make_theme(group, secretary, "شهر"), actor=secretary, at=AT)


def test_a_consideration_rests_on_passages(group, passage, secretary, theme):
    with pytest.raises(Refused, match="at least one passage"):
        distil(group, secretary)
    found = distil(group, secretary, evidence(passage, "تابلو ندارد"), theme=theme)
    assert found.supports.get().quote == "تابلو ندارد"
    assert linked(passage, found, Relation.SUPPORTS)
    assert linked(theme, found)
    assert found.state == Consideration.State.PROPOSED


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (0, 10_000)])
def test_marked_words_lie_in_their_passage(group, passage, secretary, start, end):
    with pytest.raises(Refused, match="outside"):
        distil(group, secretary, Evidence(passage, start, end))


def test_a_passage_stands_for_or_against_never_both(group, passage, secretary):
    found = distil(group, secretary, evidence(passage))
    add_support(
        consideration=found, evidence=evidence(passage, opposes=True), actor=secretary, at=AT
    )
    assert found.supports.get().opposes
    assert linked(passage, found, Relation.OPPOSES)
    assert not linked(passage, found, Relation.SUPPORTS)


def test_the_last_passage_stays(group, call, passage, secretary):
    found = distil(group, secretary, evidence(passage))
    with pytest.raises(Refused, match="at least one"):
        remove_support(support=found.supports.get(), actor=secretary, at=AT)
    more = first_passage(send_accepted(call, secretary))
    add_support(consideration=found, evidence=evidence(more), actor=secretary, at=AT)
    remove_support(support=found.supports.get(passage=more), actor=secretary, at=AT)
    assert not linked(more, found, Relation.SUPPORTS)


def test_a_consideration_is_changed_with_its_readers(group, passage, secretary, theme):
    body = make_body()
    found = distil(group, secretary, evidence(passage), theme=theme)
    change_consideration(
        consideration=found,
        kind=Consideration.Kind.RED_LINE,
        texts={"fa": "هیچ دوربین بی‌تابلو."},
        dimension=None,
        theme=None,
        confidentiality=Confidentiality.BODIES,
        bodies=[body],
        actor=secretary,
        at=AT,
    )
    found.refresh_from_db()
    assert found.kind == "red_line"
    assert not linked(theme, found)
    assert considerations_visible_to(make_member(group, body)).filter(pk=found.pk).exists()
    assert not considerations_visible_to(make_member(group)).filter(pk=found.pk).exists()


def test_a_consideration_takes_no_theme_nor_dimension_of_another_group(group, passage, secretary):
    elsewhere = make_group()
    other = make_secretary(elsewhere)
    theme = make_theme(elsewhere, other)
    dimension = add_dimension(group=elsewhere, names={"fa": "فنی"}, actor=other, at=AT)
    for place in ({"theme": theme}, {"dimension": dimension}):
        with pytest.raises(Refused, match="another group"):
            distil(group, secretary, evidence(passage), **place)


def test_considerations_are_adopted_and_set_aside_with_a_reason(group, passage, secretary):
    found = distil(group, secretary, evidence(passage))
    adopt_consideration(consideration=found, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        adopt_consideration(consideration=found, actor=secretary, at=AT)
    with pytest.raises(Refused, match="reason"):
        set_aside_consideration(consideration=found, reason=" ", actor=secretary, at=AT)
    set_aside_consideration(consideration=found, reason="تکراری", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        set_aside_consideration(consideration=found, reason="باز", actor=secretary, at=AT)
    adopt_consideration(consideration=found, actor=secretary, at=AT)
    assert last_act() == "themes.adopt_consideration"


def test_a_group_begins_with_nine_dimensions_once(group, secretary):
    set_up_dimensions(group=group, actor=secretary, at=AT)
    again = set_up_dimensions(group=group, actor=secretary, at=AT)
    assert len(again) == 9
    assert str(again[0]) == "technical"


def test_dimensions_are_renamed_and_ordered(group, secretary):
    first, second, third = (
        add_dimension(group=group, names={"fa": name}, actor=secretary, at=AT)
        for name in ("الف", "ب", "پ")
    )
    rename_dimension(dimension=second, names={"fa": "تازه"}, actor=secretary, at=AT)
    order_dimensions(group=group, dimensions=[third], actor=secretary, at=AT)
    assert list(group.dimensions.all()) == [third, first, second]
    elsewhere = make_group()
    with pytest.raises(Refused, match="another group"):
        order_dimensions(
            group=elsewhere, dimensions=[first], actor=make_secretary(elsewhere), at=AT
        )


def test_only_named_bodies_see_a_red_line_and_no_count_tells_of_it(group, passage, secretary):
    body = make_body()
    named_member, other = make_member(group, body), make_member(group)
    before = total(other, group)
    found = distil(
        group,
        secretary,
        evidence(passage),
        kind=Consideration.Kind.RED_LINE,
        confidentiality=Confidentiality.BODIES,
        bodies=[body],
    )
    assert total(named_member, group) == before + 1
    assert total(other, group) == before
    assert named([found.address_id], other) == {}


def test_the_name_in_the_trace_tells_nothing_of_numbers(group, passage, secretary):
    found = distil(group, secretary, evidence(passage))
    assert named([found.address_id], secretary)[found.address_id].name == "Every camera a sign."


def test_members_see_behind_a_consideration_what_is_published_alone(group, call, secretary):
    withheld = send_accepted(call, secretary)
    shown = send_accepted(call, secretary, publication=Submission.Publication.UNNAMED)
    publish_submission(submission=shown, actor=secretary, at=AT)
    found = distil(
        group, secretary, evidence(first_passage(withheld)), evidence(first_passage(shown))
    )
    member = make_member(group)
    seen = supports_visible_to(member).filter(consideration=found)
    assert [one.passage.submission_id for one in seen] == [shown.pk]
    assert supports_visible_to(secretary).filter(consideration=found).count() == 2


def test_a_quotation_leaves_out_what_is_redacted(group, passage, secretary):
    words = "تابلو ندارد و کسی نمی‌داند"
    start = passage.text.index("کسی")
    redact(
        passage=passage,
        start=start,
        end=start + 3,
        ground=Redaction.Ground.PERSONAL,
        actor=secretary,
        at=AT,
    )
    support = distil(group, secretary, evidence(passage, words)).supports.get()
    assert quote(support, everything=True).words == words
    shown = quote(support, everything=False)
    assert shown.words == "تابلو ندارد و […] نمی‌داند"
    assert shown.before + shown.words + shown.after == Passage.objects.get(pk=passage.pk).shown


@given(
    text=st.text(min_size=1, max_size=40),
    cuts=st.tuples(st.integers(0, 40), st.integers(0, 40)),
    hidden=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=3),
)
def test_nothing_redacted_is_ever_quoted(text, cuts, hidden):
    # Letters that stand for hidden places occur nowhere else.
    places = {place for at, length in hidden for place in range(at, min(at + length, len(text)))}
    marked = "".join("\ue000" if place in places else "a" for place in range(len(text)))
    start, end = sorted(min(cut, len(text)) for cut in cuts)
    passage = Passage(text=marked)
    passage.holding_redactions = [
        Redaction(start=at, end=min(at + length, len(text)))
        for at, length in hidden
        if at < len(text)
    ] or [Redaction(start=0, end=0)]
    shown = quote(Support(passage=passage, start=start, end=end), everything=False)
    assert "\ue000" not in shown.before + shown.words + shown.after


def test_the_tree_counts_each_passage_once_for_a_theme_with_children(group, passage, secretary):
    top = make_theme(group, secretary, "شهر")
    for name, stance in (("تابلو", Stance.FOR), ("پایش", Stance.AGAINST)):
        code(passage, make_theme(group, secretary, name, parent=top), secretary, stance)
    (branch,) = tree(secretary, group)
    assert branch.passages == 1
    assert [child.passages for child in branch.children] == [1, 1]
    assert dict(branch.children[0].stances)[Stance.FOR] == 1
    (seen,) = tree(make_member(group), group)
    assert seen.passages == 0


def test_no_count_tells_of_what_stands_under_a_hidden_theme(group, call, theme, secretary):
    member = make_member(group)
    hidden = make_theme(group, secretary, "نهان", parent=theme, confidentiality="secretariat")
    below = make_theme(group, secretary, "زیر نهان", parent=make_theme(
        group, secretary, "بالا", confidentiality="secretariat"
    ))  # fmt: skip
    passages = []
    for number in range(3):
        sent = send_accepted(
            call, secretary, f"این سخن شمارهٔ {number} است و همه می‌توانند آن را بخوانند.",
            publication=Submission.Publication.UNNAMED,
        )  # fmt: skip
        publish_submission(submission=sent, actor=secretary, at=AT)
        passages.append(first_passage(sent))
    for passage, under in zip(passages, (theme, hidden, below), strict=True):
        code(passage, under, secretary, Stance.FOR)

    def count(**asked):
        return passages_asked(member, group, Asked(**asked)).count()

    shown = {branch.theme: branch.passages for branch in tree(member, group)}
    assert shown == {theme: 1, below: 1}
    assert (count(theme=theme.pk), count(stance="for"), count(without=True)) == (1, 2, 1)
    bubbles = Figures(member, group).theme_map()
    assert {one.theme: one.whole.count for one in bubbles} == shown
    assert {one.theme: one.whole.count for one in Figures(secretary, group).theme_map()} == {
        theme: 2, below.parent: 1
    }  # fmt: skip


def test_a_theme_under_a_hidden_one_stands_by_itself(group, secretary):
    top = make_theme(group, secretary, "نهان", confidentiality=Confidentiality.SECRETARIAT)
    below = make_theme(group, secretary, "آشکار", parent=top)
    member = make_member(group)
    assert list(visible_to(member)) == [below]
    (branch,) = tree(member, group)
    assert branch.theme == below


def test_expressions_of_interest_wait_for_no_theme(group, secretary, passage):
    interest = make_open_call(group, secretary, kind=Call.Kind.INTEREST)
    send_accepted(interest, secretary)
    assert set(uncoded(secretary, group)) == set(passage.submission.passages.all())


def test_what_waits_is_the_secretariats(group, passage, theme, secretary):
    distil(group, secretary, evidence(passage))
    labels = [one.label for one in waiting(secretary, group, AT)]
    assert labels == ["passages to code", "considerations to adopt"]
    assert waiting(make_member(group), group, AT) == []
    for one in passage.submission.passages.all():
        code(one, theme, secretary)
    assert [one.label for one in waiting(secretary, group, AT)] == ["considerations to adopt"]
    assert Code.objects.count() == passage.submission.passages.count()


def test_the_life_of_a_consideration_is_as_drawn():
    life = Consideration.LIFE
    allowed = {
        (state, event) for state in life.states for event in life.moves if life.allows(state, event)
    }
    assert allowed == {
        ("proposed", "adopt"),
        ("set_aside", "adopt"),
        ("proposed", "set_aside"),
        ("adopted", "set_aside"),
    }
