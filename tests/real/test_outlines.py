"""How well real and realistic official texts are read, where those texts are present."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from dabir.domain.outline import read_outline, to_json

SHARED = Path(__file__).resolve().parents[3] / "shared"
OUTLINES = SHARED / "data" / "outlines"
SEEDS = SHARED / "seeds"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (OUTLINES / "score.py").exists(),
        reason="Runs where ../shared/data/outlines is kept beside this repository.",
    ),
]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outline_score", OUTLINES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(documents: Path, folder: Path) -> Path:
    for source in documents.glob("*.txt"):
        outline = to_json(read_outline(source.read_text(encoding="utf-8")))
        target = folder / f"{source.stem}.json"
        target.write_text(json.dumps(outline, ensure_ascii=False), encoding="utf-8")
    return folder


def test_reads_the_documents_kept_for_development(score, tmp_path):
    result = score.score(predict(OUTLINES, tmp_path), OUTLINES)
    assert result["overall"] >= 0.99


@pytest.mark.parametrize("name", ["call", "resolution"])
def test_reads_both_published_documents_without_a_mistake(score, tmp_path, name):
    predict(SEEDS, tmp_path)
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    counts, accuracies, _ = score.compare(
        json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")),
        json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8")),
        text,
    )
    for figure in score.F1S:
        hits, predicted, gold = counts[figure]
        assert (hits, predicted) == (gold, gold), figure
    for figure, (right, counted) in accuracies.items():
        assert right == counted, figure


@pytest.mark.parametrize("folder", [OUTLINES, SEEDS], ids=["outlines", "seeds"])
def test_quotes_every_finding_verbatim(folder):
    for source in sorted(folder.glob("*.txt")):
        text = source.read_text(encoding="utf-8")
        outline = read_outline(text)
        for member in outline.members:
            assert text[slice(*member.span)] == member.value
        for duty in outline.duties:
            for body in (*duty.bodies, *duty.supporting):
                assert text[slice(*body.span)] == body.value
        for item in outline.items:
            assert text[item.text_span.start :].startswith(item.starts)
