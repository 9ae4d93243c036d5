"""What is let in of what a model says about themes: what passages bear out, and nothing else."""

import json

import pyarrow.parquet as pq
import pytest

from dabir.analysis.assistants.asking.evidence import find_quote, unfit_words
from dabir.analysis.assistants.asking.masking import MASK, Sent, masked
from dabir.analysis.assistants.asking.stage import ask_about_themes
from dabir.analysis.assistants.endpoint import Asker, Endpoint
from dabir.analysis.errors import RunError
from dabir.analysis.excerpts import Place
from dabir.analysis.reporting import write_report
from tests.analysis.assistants.stub_server import Status, serving
from tests.analysis.assistants.willing_model import Model
from tests.analysis.reporting.a_run import write_run

TEXT = "Call me on 09121234567, our wells run dry every summer."
PASSAGE = Sent(1, Place("s1", 0, 100, 155), TEXT, masked(TEXT), 1)


@pytest.fixture
def assist(tmp_path):
    """`assist(model)` asks about the themes of a run; gives themes.json and what was counted."""

    def run(model, *, calls=99):
        submissions = write_run(tmp_path)
        with serving(model) as (_stub, url):
            asking = Asker(Endpoint(url, "tiny"), tmp_path / "kept", calls=calls, first_wait=0.01)
            counted = ask_about_themes(tmp_path, submissions=submissions, asker=asking)
        told = json.loads((tmp_path / "themes.json").read_text(encoding="utf-8"))
        return {one["number"]: one for one in told["themes"]}, counted

    return run


def refusals(folder):
    return json.loads((folder / "assistant.json").read_text(encoding="utf-8"))["refusals"]


def test_labels_stand_beside_the_words_that_were_counted(assist):
    themes, counted = assist(Model())
    assert themes[1]["label"] == "water tariff"
    assert themes[1]["assistant"]["label"] == "About tariff"
    assert themes[1]["assistant"]["model"] == "tiny"
    assert counted["labels"] == 3


def test_every_sentence_cites_words_that_stand_in_the_submission(assist, tmp_path):
    submissions = write_run(tmp_path)
    texts = {row["id"]: row["text"] for b in submissions.batches() for row in b.to_pylist()}
    themes, counted = assist(Model())
    sentences = [one for theme in themes.values() for one in theme["assistant"]["summary"]]
    assert len(sentences) == counted["sentences"] > 1
    for sentence in sentences:
        assert sentence["passages"]
        for cited in sentence["passages"]:
            assert texts[cited["id"]][cited["start"] : cited["end"]] == cited["text"]


def test_most_and_fewer_are_counted_by_the_program(assist):
    themes, _counted = assist(Model())
    sides = {one["side"]: one["view"] for one in themes[1]["assistant"]["summary"]}
    assert sides == {"against": "majority", "for": "minority"}


def test_an_invented_quotation_is_refused_asked_for_again_and_listed(assist, tmp_path):
    def invent(data):
        cited = {"passage": data["passages"][0]["number"], "quote": "We love it very much"}
        return {"sentences": [{"sentence": "Everybody loves it.", "passages": [cited]}]}

    model = Model(summary=invent)
    themes, counted = assist(model)
    assert not [one for theme in themes.values() for one in theme["assistant"]["summary"]]
    asked = [data for name, data in model.asked if name == "summary"]
    again = [data for data in asked if "refused" in data]
    assert len(again) == len(asked) / 2
    assert again[0]["refused"][0]["reason"] == "What it quotes is not in the passage."
    assert counted["sentences"] == 0
    listed = [one for one in refusals(tmp_path) if one["question"] == "summary"]
    assert {one["said"] for one in listed} == {"Everybody loves it."}


def test_a_second_try_that_holds_is_let_in(assist):
    def learn(data):
        said = Model().summary(data)
        if "refused" not in data:
            said["sentences"][0]["passages"][0]["quote"] += " indeed"
        return said

    _themes, counted = assist(Model(summary=learn))
    assert counted["sentences"] > 1


def test_one_false_quotation_refuses_the_sentence(assist):
    def half(data):
        said = Model().summary(data)
        number = data["passages"][0]["number"]
        said["sentences"][0]["passages"].append({"passage": number, "quote": "not there at all"})
        return said

    assert assist(Model(summary=half))[1]["sentences"] == 0


def test_words_of_another_passage_bear_nothing_out(assist):
    def swap(data):
        said = Model().summary(data)
        said["sentences"][0]["passages"][0]["passage"] = 24
        return said

    assert assist(Model(summary=swap))[1]["sentences"] == 0


def test_stances_are_kept_with_the_words_that_show_them(assist, tmp_path):
    assist(Model())
    rows = pq.read_table(tmp_path / "assistant-stances.parquet").to_pylist()
    assert {(row["stance"], row["model"]) for row in rows if row["theme"] == 1} == {
        ("for", "tiny"),
        ("against", "tiny"),
    }
    assert all(row["end"] > row["start"] for row in rows if row["stance"] != "unclear")


def test_a_stance_without_words_to_show_it_is_refused(assist, tmp_path):
    def boast(data):
        return {
            "stances": [
                {"passage": one["number"], "stance": "for", "quote": "all are for it"}
                for one in data["passages"]
            ]
        }

    _themes, counted = assist(Model(stance=boast))
    assert counted["stances"] == 0
    assert {one["question"] for one in refusals(tmp_path)} == {"stance"}


def test_two_stances_for_one_passage_are_none(assist):
    def waver(data):
        said = Model().stance(data)["stances"]
        turned = [{**one, "stance": "mixed"} for one in said]
        return {"stances": (said + turned)[: len(said)] if len(said) > 1 else said}

    def both(data):
        one, *_rest = Model().stance(data)["stances"]
        return {"stances": [one, {**one, "stance": "mixed"}][: len(data["passages"])]}

    assert assist(Model(stance=both))[1]["stances"] < assist(Model(stance=waver))[1]["stances"]


def test_a_label_that_leads_elsewhere_is_refused(assist, tmp_path):
    themes, counted = assist(Model(label=lambda _data: {"label": "See https://evil.example"}))
    assert counted["labels"] == 0
    assert themes[1]["assistant"]["label"] is None
    assert "It holds an address." in {one["reason"] for one in refusals(tmp_path)}


def test_two_themes_have_no_label_in_common(assist):
    themes, counted = assist(Model(label=lambda _data: {"label": "Water"}))
    assert counted["labels"] == 1
    assert themes[0]["assistant"]["label"] == "Water"


def test_neither_ids_nor_personal_data_are_sent(assist):
    model = Model()
    assist(model)
    sent = json.dumps([data for _name, data in model.asked])
    assert '"s0"' not in sent
    assert "id" not in {key for _name, data in model.asked for p in data["passages"] for key in p}
    assert "09121234567" not in PASSAGE.masked
    assert MASK in PASSAGE.masked


def test_calls_that_are_used_up_leave_the_rest_unsaid(assist, tmp_path):
    _themes, counted = assist(Model(), calls=3)
    assert counted["calls"] == 3
    assert counted["sentences"] == 0
    assert counted["left_out_for_want_of_calls"] > 0
    assert "The calls that were allowed are used up." in {o["reason"] for o in refusals(tmp_path)}


@pytest.mark.parametrize("answer", [Status(503), "no JSON at all"])
def test_a_model_that_answers_nothing_ends_the_stage(assist, tmp_path, answer):
    with pytest.raises(RunError, match=r"answered none of \d+ questions|was not asked on"):
        assist(lambda _body, _number: answer, calls=2)
    with pytest.raises(RunError, match=r"answered none of \d+ questions: The calls .* used up"):
        assist(lambda _body, _number: answer, calls=2)
    assert not (tmp_path / "assistant.json").exists()


def test_questions_without_an_answer_are_counted(assist):
    model = Model()

    def dumb(body, number):
        name = body["response_format"]["json_schema"]["name"]
        return "no JSON" if name == "label" else model(body, number)

    _themes, counted = assist(dumb)
    assert counted["unanswered"] == 3
    assert counted["stances"] > 0


def test_a_run_that_broke_off_goes_on_without_asking_twice(tmp_path):
    submissions = write_run(tmp_path)
    model, broken = Model(), Status(401)
    with serving(lambda body, n: model(body, n) if n < 4 else broken) as (stub, url):
        endpoint = Endpoint(url, "tiny")
        asking = Asker(endpoint, tmp_path / "kept", calls=99, at_once=1)
        with pytest.raises(RunError):
            ask_about_themes(tmp_path, submissions=submissions, asker=asking)
        first = len(stub.bodies)
        stub.answer = model
        asking = Asker(endpoint, tmp_path / "kept", calls=99, at_once=1)
        counted = ask_about_themes(tmp_path, submissions=submissions, asker=asking)
        assert counted["kept_from_before"] == 4
        assert counted["calls"] == len(stub.bodies) - first
        done = (tmp_path / "themes.json").read_bytes()
        asking = Asker(endpoint, tmp_path / "kept", calls=99)
        counted = ask_about_themes(tmp_path, submissions=submissions, asker=asking)
        assert counted["calls"] == 0
        assert (tmp_path / "themes.json").read_bytes() == done


def test_the_report_marks_what_a_model_wrote(assist, tmp_path):
    assist(Model(summary=lambda data: _with_markup(Model().summary(data))))
    submissions = write_run_parts(tmp_path)
    page = write_report(tmp_path, submissions=submissions, language="en").read_text("utf-8")
    part = page[page.index('class="assistant"') :]
    assert "Written by a language model: <bdi" in part
    assert "&quot;so&quot; they say" in part
    assert "What most say: against" in part
    assert "rests on 1 passage" in part
    assert "assistant.json" in page


def _with_markup(said):
    said["sentences"][0]["sentence"] = '"so" they say'
    return said


def write_run_parts(folder):
    from dabir.analysis.engines import Parts
    from dabir.analysis.schemas import SUBMISSIONS

    return Parts(folder / "submissions", SUBMISSIONS)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("our wells run dry", True),
        ("  our wells run dry ", True),
        ("Our wells run dry", False),
        ("our wells ran dry", False),
        ("our  wells run dry", False),
        ("wells run", False),
        ("", False),
        (f"Call me on {MASK}, our wells", False),
        ("Call me on 09121234567", False),
    ],
)
def test_not_a_letter_of_a_quotation_may_differ(quote, found):
    got = find_quote(quote, 1, {1: PASSAGE})
    assert isinstance(got, str) is not found
    if found:
        assert TEXT[got.start - 100 : got.end - 100] == got.text == quote.strip()


def test_a_short_passage_may_be_quoted_whole():
    short = Sent(1, Place("s1", 0, 0, 9), "مخالفم.", "مخالفم.", 1)
    assert find_quote("مخالفم.", 1, {1: short}).end == 7


@pytest.mark.parametrize(
    "words",
    ["go to www.evil.example", "write a@b.example", "<b>bold</b>", "[x](y)", "a\nb", "a\u202eb"],
)
def test_no_address_markup_or_hidden_letter_is_let_in(words):
    assert unfit_words(words)


@pytest.mark.parametrize("words", ["Water: 3 < 4", "آب‌رسانی و بها", "Cost-benefit (2020)"])
def test_plain_words_are_let_in(words):
    assert unfit_words(words) is None
