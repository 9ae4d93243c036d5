"""The stage: what it writes, for whoever asks how it came about."""

import json
import pickle
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.errors import InputError, RunError
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.schemas import DUPLICATES, PASSAGES, SUBMISSIONS, THEMES
from dabir.analysis.themes import ThemeModel, find_themes, fit_themes, weigh_texts
from dabir.analysis.themes.identities import IdSet
from dabir.analysis.themes.passages import bring_together
from dabir.analysis.themes.quoting import Quote, check_quotes
from dabir.analysis.themes.weighing import WeighThemes
from tests.analysis.themes.dockets import invented, language_of

STANCE = pa.field("stance", pa.string())
PART = 70


def written(folder: Path, *, stances: bool = False) -> tuple[Parts, Parts, list[str]]:
    """Write 200 submissions of two passages each, of one subject, and 40 copies of the first."""
    texts, about = invented(400, seed=11)
    by_subject: dict[str, list[str]] = {}
    for text, subject in zip(texts, about, strict=True):
        by_subject.setdefault(subject, []).append(text)
    letters: list[tuple[str, str, int]] = []
    for subject, own in by_subject.items():
        for first, second in zip(own[::2], own[1::2], strict=False):
            letters.append((f"{first}\n\n{second}", subject, len(first)))
    letters += [letters[0]] * 40
    schema = SUBMISSIONS.append(STANCE) if stances else SUBMISSIONS
    submissions = Parts(folder / "submissions", schema)
    passages = Parts(folder / "passages", PASSAGES)
    for number, at in enumerate(range(0, len(letters), PART)):
        rows: list[dict[str, Any]] = []
        cuts = []
        for place in range(at, min(at + PART, len(letters))):
            text, subject, end = letters[place]
            row = {"row": place, "id": f"s{place}", "text": text, "language": None}
            rows.append(row | ({"stance": "for" if place % 3 else "against"} if stances else {}))
            for passage, (start, stop) in enumerate([(0, end), (end + 2, len(text))]):
                cut = {"id": f"s{place}", "passage": passage, "start": start, "end": stop}
                cuts.append(cut | {"language": language_of(subject)})
        for parts, listed in ((submissions, rows), (passages, cuts)):
            parts.folder.mkdir(parents=True, exist_ok=True)
            batch = pa.RecordBatch.from_pylist(listed, parts.schema)
            write_rows(parts.folder / part_name(number), parts.schema, [batch])
    return submissions, passages, [text for text, *_ in letters]


def copies(file: Path, count: int) -> Path:
    """Write that the first submission and the last 40 are one campaign."""
    members = ["s0", *(f"s{at}" for at in range(count - 40, count))]
    rows = [
        {"id": one, "cluster": 0, "kind": "campaign", "similarity": 1.0, "representative": "s0"}
        for one in members
    ]
    write_rows(file, DUPLICATES, [pa.RecordBatch.from_pylist(rows, DUPLICATES)])
    return file


def found(folder: Path, *, threads: int = 1, stances: bool = False) -> tuple[Path, list[str]]:
    submissions, passages, texts = written(folder / "given", stances=stances)
    out = folder / "out"
    out.mkdir()
    with LocalEngine(threads=threads) as engine:
        find_themes(
            engine,
            submissions=submissions,
            passages=passages,
            duplicates=copies(folder / "duplicates.parquet", len(texts)),
            room=folder / "room",
            out=out,
            threads=threads,
        )
    return out, texts


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    return found(tmp_path_factory.mktemp("themes"), stances=True)


def told(out: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((out / "themes.json").read_text(encoding="utf-8"))
    return value


def test_writes_the_same_bytes_on_any_number_of_threads(tmp_path: Path) -> None:
    for threads in (1, 2):
        (tmp_path / str(threads)).mkdir()
    one, _ = found(tmp_path / "1", threads=1)
    two, _ = found(tmp_path / "2", threads=2)
    for name in ("themes.parquet", "themes.json", "themes.model"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_every_passage_has_rows_or_counts_as_unassigned(run: tuple[Path, list[str]]) -> None:
    out, texts = run
    table = pq.read_table(out / "themes.parquet")
    assert table.schema.equals(THEMES)
    with_theme = set(zip(table["id"].to_pylist(), table["passage"].to_pylist(), strict=True))
    assert told(out)["passages"] == 2 * len(texts)
    assert told(out)["unassigned"] == 2 * len(texts) - len(with_theme)
    assert told(out)["unassigned_share"] < 0.05


def test_a_theme_weighs_more_than_its_sub_themes(run: tuple[Path, list[str]]) -> None:
    out, _ = run
    parents = {theme["number"]: theme["parent"] for theme in told(out)["themes"]}
    weights: dict[tuple[str, int, int], float] = {}
    for row in pq.read_table(out / "themes.parquet").to_pylist():
        key = (row["id"], row["passage"])
        assert 0 < row["weight"] <= 1
        parent = parents[row["theme"]]
        if parent is None:
            weights[*key, row["theme"]] = row["weight"]
        else:
            assert row["weight"] < weights[*key, parent]


def test_counts_a_campaign_once_beside_its_letters(run: tuple[Path, list[str]]) -> None:
    out, _ = run
    table = pq.read_table(out / "themes.parquet").to_pylist()
    of_campaign = {row["theme"] for row in table if row["id"] == "s0"}
    for theme in told(out)["themes"]:
        size = theme["size"]
        extra = 40 if theme["number"] in of_campaign else 0
        assert size["submissions"] - size["campaigns"] == extra
        ids = {row["id"] for row in table if row["theme"] == theme["number"]}
        assert size["submissions"] == len(ids)


def test_quotes_stand_letter_by_letter_where_they_are_said_to(
    run: tuple[Path, list[str]],
) -> None:
    out, texts = run
    quotes = [quote for theme in told(out)["themes"] for quote in theme["quotes"]]
    assert quotes
    for quote in quotes:
        assert texts[int(quote["id"][1:])][quote["start"] : quote["end"]] == quote["text"]


def test_refuses_a_quote_that_does_not_stand_in_its_source(tmp_path: Path) -> None:
    submissions, _, _ = written(tmp_path)
    invented_quote = Quote("s0", 0, 0, 5, "Never", 1.0, None)
    with pytest.raises(RunError, match="letter by letter"):
        check_quotes({1: [invented_quote]}, submissions)


def test_shows_what_each_side_says_of_a_theme(run: tuple[Path, list[str]]) -> None:
    out, _ = run
    for theme in told(out)["themes"]:
        assert sum(theme["stances"].values()) == theme["size"]["submissions"]
        quoted = [quote["stance"] for quote in theme["quotes"]]
        for stance in theme["stances"]:
            assert 1 <= quoted.count(stance) <= 3


def test_says_nothing_of_stances_where_none_are_known(tmp_path: Path) -> None:
    out, _ = found(tmp_path)
    for theme in told(out)["themes"]:
        assert theme["stances"] == {}
        assert all("stance" not in quote for quote in theme["quotes"])


def test_brings_new_submissions_under_the_themes_that_there_are(
    run: tuple[Path, list[str]],
) -> None:
    out, _ = run
    model = ThemeModel.load(out / "themes.model")
    labels = {theme.number: theme.label for theme in model.themes}
    assert [(one["number"], one["label"]) for one in told(out)["themes"]] == [*labels.items()]
    texts, about = invented(60, seed=12)
    strongest: dict[str, set[int]] = {}
    for rows, subject in zip(weigh_texts(model, texts), about, strict=True):
        strongest.setdefault(subject, set()).add(rows[0][0])
    assert sum(map(len, strongest.values())) <= len(strongest) + 2
    assert weigh_texts(model, ["xyzzy"]) == [[]]


@pytest.mark.parametrize("kept", [b"", b"not a model", b"ARROW1\0\0" + b"\0" * 40])
def test_refuses_a_file_that_is_no_model(kept: bytes) -> None:
    with pytest.raises(InputError, match="not a model"):
        ThemeModel.from_bytes(kept)


def test_an_empty_docket_has_no_themes(tmp_path: Path) -> None:
    submissions = Parts(tmp_path / "submissions", SUBMISSIONS)
    passages = Parts(tmp_path / "passages", PASSAGES)
    for parts in (submissions, passages):
        parts.folder.mkdir()
        write_rows(parts.folder / part_name(0), parts.schema, [])
    with LocalEngine(threads=1) as engine:
        result = find_themes(
            engine,
            submissions=submissions,
            passages=passages,
            duplicates=None,
            room=tmp_path / "room",
            out=tmp_path,
        )
    assert result.themes == result.passages == 0
    assert told(tmp_path)["themes"] == []


def test_weighs_a_row_alike_in_whichever_batch_it_stands(tmp_path: Path) -> None:
    submissions, passages, _ = written(tmp_path)
    together = bring_together(submissions, passages, IdSet.none(), tmp_path / "together")
    (whole,) = pa.Table.from_batches(together.batches()).combine_chunks().to_batches()
    texts, about = invented(300, seed=13)
    kernel = WeighThemes(fit_themes(texts, [language_of(one) for one in about]))
    parts = [whole.slice(at, 17) for at in range(0, whole.num_rows, 17)]
    assert pa.Table.from_batches(kernel(iter(parts))).equals(
        pa.Table.from_batches(kernel(iter([whole])))
    )
    sent = pickle.loads(pickle.dumps(kernel))  # noqa: S301 (its own)
    assert next(sent(iter([whole]))).equals(next(kernel(iter([whole]))))


def test_refuses_a_set_with_an_id_that_stands_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        IdSet(pa.array(["a", "b", "a"]))
    assert IdSet(pa.array(["a", "b"])).places(pa.array(["b", "c", "a"])).tolist() == [1, -1, 0]
