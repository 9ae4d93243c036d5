"""Language models in a whole analysis: chosen, used, named, and asked once."""

import csv
import json
import random

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.cli.analyse import analyse
from tests.analysis.assistants.stub_server import Status, serving
from tests.analysis.assistants.tiny_models import write_static
from tests.analysis.assistants.willing_model import Model

# The words of a topic, and the fillers, stand in the order of their translations.
TOPICS = {
    "water": "water wells valley rain drought pipes",
    "road": "road hills driver lanes traffic bridge",
    "price": "price bills wages market shops rent",
    "آب": "آب چاه دره باران خشکسالی لوله",
    "جاده": "جاده تپه راننده خط ترافیک پل",
    "بها": "بها قبض دستمزد بازار فروشگاه اجاره",
}
FILLERS = {
    "en": "they support oppose plan year council people said will paper office letter friend town",
    "fa": "ایشان موافق مخالف برنامه سال شورا مردم گفتند خواهد کاغذ دفتر نامه دوست شهر",
}


@pytest.fixture
def comments(tmp_path):
    """A table of comments on three topics in two languages."""
    chance = random.Random(7)
    file = tmp_path / "comments.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text"])
        for topic, words in TOPICS.items():
            key, *others = words.split()
            fillers = FILLERS["en" if key.isascii() else "fa"].split()
            for n in range(40):
                said = [key, key, *chance.sample(others, 3), *chance.sample(fillers, 5)]
                chance.shuffle(said)
                writer.writerow([f"{topic}-{n}", " ".join(said) + "."])
    return file


def write_bilingual(folder):
    """Write a model in which a word and its translation have one vector, near its topic's."""
    chance = np.random.default_rng(7)
    words, rows = ["[UNK]"], [np.zeros(16)]
    pairs = [*zip(list(TOPICS.values())[:3], list(TOPICS.values())[3:], strict=True)]
    for number, translated in enumerate([*pairs, (FILLERS["en"], FILLERS["fa"])]):
        topic = np.eye(16)[number] * (number < 3)
        for two in zip(*(one.split() for one in translated), strict=True):
            words += two
            rows += [topic + chance.normal(0, 0.1, 16)] * 2
    return write_static(folder, words, embeddings=np.array(rows, np.float32))


def run(source, out, *options):
    return CliRunner().invoke(analyse, [str(source), "--out", str(out), *options])


def themes_by_topic(out):
    """Return for each topic the theme, of the first level, that most of its passages are under."""
    told = json.loads((out / "themes.json").read_text(encoding="utf-8"))
    parents = {one["number"]: one["parent"] for one in told["themes"]}
    counted = {topic: {} for topic in TOPICS}
    for row in pq.read_table(out / "themes.parquet").to_pylist():
        upper = row["theme"] if parents[row["theme"]] is None else parents[row["theme"]]
        own = counted[row["id"].rsplit("-", 1)[0]]
        own[upper] = own.get(upper, 0) + row["weight"]
    return {topic: max(own, key=own.get) for topic, own in counted.items()}


def test_an_embedding_model_brings_languages_together(comments, tmp_path):
    model = write_bilingual(tmp_path / "model")
    result = run(comments, tmp_path / "out", "--embeddings", str(model))
    assert result.exit_code == 0, result.output
    themes = themes_by_topic(tmp_path / "out")
    assert themes["water"] == themes["آب"] != themes["road"] == themes["جاده"]
    assert themes["price"] == themes["بها"] != themes["road"]
    told = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert told["settings"]["models"]["embeddings"].startswith("model@")
    assert str(tmp_path) not in json.dumps(told)


def test_without_one_each_language_has_its_own_themes(comments, tmp_path):
    assert run(comments, tmp_path / "out").exit_code == 0
    themes = themes_by_topic(tmp_path / "out")
    assert themes["water"] != themes["آب"]


def test_an_endpoint_is_asked_and_the_report_says_so(comments, tmp_path, monkeypatch):
    monkeypatch.setenv("DABIR_ENDPOINT_KEY", "secret-of-the-test")
    out = tmp_path / "out"
    with serving(Model()) as (stub, url):
        options = ("--endpoint", url, "--model", "tiny", "--endpoint-calls", "90")
        result = run(comments, out, *options)
        assert result.exit_code == 0, result.output
        asked = len(stub.bodies)
        assert run(comments, out, *options).exit_code == 0
        assert len(stub.bodies) == asked > 4
    assert stub.headers[0]["Authorization"] == "Bearer secret-of-the-test"
    told = json.loads((out / "themes.json").read_text(encoding="utf-8"))
    assert told["assistant"]["model"] == "tiny"
    assert any(one.get("assistant", {}).get("summary") for one in told["themes"])
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'class="assistant"' in page
    for file in out.rglob("*"):
        assert file.is_dir() or b"secret-of-the-test" not in file.read_bytes()


def test_a_key_within_the_address_is_sent_and_kept_nowhere(comments, tmp_path):
    out = tmp_path / "out"
    with serving(Model()) as (stub, url):
        options = ("--endpoint", f"{url}?api-key=hidden-of-the-test", "--model", "tiny")
        result = run(comments, out, *options)
    assert result.exit_code == 0, result.output
    assert stub.headers[0]["path"].endswith("?api-key=hidden-of-the-test")
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert told["settings"]["models"]["endpoint"] == url
    assert "hidden-of-the-test" not in result.output
    for file in out.rglob("*"):
        assert file.is_dir() or b"hidden-of-the-test" not in file.read_bytes()


def test_a_run_that_the_endpoint_broke_off_goes_on_and_asks_nothing_twice(comments, tmp_path):
    model = Model()
    with serving(lambda body, n: model(body, n) if n < 2 else Status(401)) as (stub, url):
        options = ("--endpoint", url, "--model", "tiny")
        result = run(comments, tmp_path / "out", *options)
        assert result.exit_code == 1
        assert "the key is missing or wrong" in result.output
        assert not (tmp_path / "out" / "report.html").exists()
        before, stub.answer = len(stub.bodies), model
        assert run(comments, tmp_path / "out", *options).exit_code == 0
        asked = [json.dumps(body["messages"]) for body in stub.bodies]
        answered = [one for one in asked[:before] if one not in asked[before:]]
        assert len(answered) == 2


def test_what_was_left_open_is_asked_when_more_is_allowed(comments, tmp_path):
    out = tmp_path / "out"

    def told():
        return json.loads((out / "run.json").read_text(encoding="utf-8"))

    def counted(name):
        return told()["stages"][-2][name]

    with serving(Model()) as (stub, url):
        options = ("--endpoint", url, "--model", "tiny", "--endpoint-calls")
        result = run(comments, out, *options, "2")
        assert result.exit_code == 0, result.output
        assert "questions open" in result.output
        assert counted("left_out_for_want_of_calls") > 0
        before = told()["id"]
        again = run(comments, out, *options, "2", "--endpoint-rate", "9000")
        assert "nothing was done" in again.output
        assert run(comments, out, *options, "300").exit_code == 0
        assert told()["id"] == before
        assert counted("left_out_for_want_of_calls") == 0
        asked = [json.dumps(body["messages"]) for body in stub.bodies]
        assert len(asked) == len({*asked}) > 2


def test_a_fault_of_the_program_is_not_called_one_of_the_input(comments, tmp_path, monkeypatch):
    def broken(*_given, **_named):
        raise ValueError("a fault")

    monkeypatch.setattr("dabir.analysis.analyse.analyse", broken)
    result = run(comments, tmp_path / "out")
    assert result.exit_code != 2
    assert isinstance(result.exception, ValueError)


@pytest.mark.parametrize(
    "options",
    [
        ("--endpoint", "ftp://models.example", "--model", "tiny"),
        ("--endpoint", "https://models.example/v1"),
        ("--model", "tiny"),
        ("--embeddings", "/nowhere"),
    ],
)
def test_refuses_at_once_what_cannot_be_asked(comments, tmp_path, options):
    result = run(comments, tmp_path / "out", *options)
    assert result.exit_code == 2
    assert "dabir analyse: " in result.output
    assert not (tmp_path / "out" / "passages.parquet").exists()
