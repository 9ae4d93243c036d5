"""Embedding models from a local path: read, repeatable, kept, refused with a sentence."""

import json
import sys

import numpy as np
import pytest

from dabir.analysis.assistants.embedding import load_embedder
from dabir.analysis.errors import InputError, MissingError
from tests.analysis.assistants.tiny_models import (
    VECTORS,
    write_onnx,
    write_static,
    write_tensors,
)

TEXTS = ["water price", "آب بها", "road", "nothing known", "", "water"]
WRITERS = [write_static, write_onnx]


def likeness(vectors, one, other):
    return float(vectors[one] @ vectors[other])


@pytest.mark.parametrize("write", WRITERS)
def test_texts_that_mean_alike_point_alike_across_languages(tmp_path, write):
    vectors = load_embedder(write(tmp_path / "model")).embed(TEXTS)
    assert vectors.shape == (6, 4)
    assert vectors.dtype == np.float32
    assert likeness(vectors, 0, 1) > 0.98
    assert likeness(vectors, 0, 2) < 0.1


@pytest.mark.parametrize("write", WRITERS)
def test_a_vector_is_the_mean_of_its_tokens_at_length_one(tmp_path, write):
    [vector] = load_embedder(write(tmp_path / "model")).embed(["water price"])
    assert np.allclose(vector, [0.5**0.5, 0, 0.5**0.5, 0], atol=1e-3)


@pytest.mark.parametrize("write", WRITERS)
def test_a_text_of_nothing_is_zero(tmp_path, write):
    vectors = load_embedder(write(tmp_path / "model")).embed(["", "   "])
    assert not vectors.any()


def test_a_static_model_takes_no_notice_of_unknown_words(tmp_path):
    vectors = load_embedder(write_static(tmp_path / "model")).embed(["water", "water xyz", "xyz"])
    assert np.array_equal(vectors[0], vectors[1])
    assert not vectors[2].any()


@pytest.mark.parametrize("write", WRITERS)
def test_neighbours_do_not_change_a_vector(tmp_path, write):
    model = load_embedder(write(tmp_path / "model"))
    together = model.embed(TEXTS * 50)
    for row, text in enumerate(TEXTS):
        assert np.array_equal(model.embed([text])[0], together[row])
    assert np.array_equal(together, model.embed(TEXTS * 50))


def test_weights_and_mapping_of_a_static_model_count(tmp_path):
    weights = np.array([1, 3, 1, 1, 1, 1, 1], np.float32)
    turned = np.array([0, 3, 2, 1, 4, 5, 6], np.int64)
    model = load_embedder(write_static(tmp_path / "model", weights=weights, mapping=turned))
    [vector] = model.embed(["water price"])
    assert np.allclose(vector, np.array([0, 3, 1, 0]) / 10**0.5, atol=1e-6)


@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
def test_reads_short_numbers(tmp_path, kind):
    folder = write_static(tmp_path / "model")
    halves = (VECTORS.view(np.uint32) >> 16).astype(np.uint16)
    given = ("BF16", halves) if kind == "bfloat16" else VECTORS.astype(np.float16)
    write_tensors(folder / "model.safetensors", {"embeddings": given})
    [vector] = load_embedder(folder).embed(["بها"])
    assert np.allclose(vector, [0, 0, 0.995, 0.0995], atol=1e-2)


def test_an_onnx_model_may_pool_by_itself(tmp_path):
    [vector] = load_embedder(write_onnx(tmp_path / "model", whole=True)).embed(["water road"])
    assert np.allclose(vector, [0.5**0.5, 0.5**0.5, 0, 0], atol=1e-3)


def test_an_onnx_model_follows_its_own_pooling_and_prompt(tmp_path):
    folder = write_onnx(tmp_path / "model")
    (folder / "1_Pooling").mkdir()
    pooling = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling), encoding="utf-8")
    assert np.allclose(load_embedder(folder).embed(["road water"])[0], [0, 1, 0, 0], atol=1e-3)
    prompts = {"prompts": {"query": "water "}, "default_prompt_name": "query"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    assert np.allclose(load_embedder(folder).embed(["road"])[0], [1, 0, 0, 0], atol=1e-3)


def test_an_onnx_model_may_lie_in_a_folder_of_its_own(tmp_path):
    folder = write_onnx(tmp_path / "model")
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert load_embedder(folder).dimensions == 4


def test_the_name_changes_with_the_model(tmp_path):
    first = load_embedder(write_static(tmp_path / "model")).name
    assert first.startswith("model@")
    assert load_embedder(tmp_path / "model").name == first
    write_tensors(tmp_path / "model" / "model.safetensors", {"embeddings": VECTORS + 1})
    assert load_embedder(tmp_path / "model").name != first


def test_what_was_embedded_once_is_kept(tmp_path, monkeypatch):
    folder = write_static(tmp_path / "model")
    first = load_embedder(folder, cache=tmp_path / "cache").embed(TEXTS)
    again = load_embedder(folder, cache=tmp_path / "cache")
    monkeypatch.setattr(again._model, "embed", lambda _texts: pytest.fail("asked twice"))
    assert np.array_equal(again.embed(TEXTS[::-1]), first[::-1])


def test_what_is_kept_of_one_model_is_not_taken_for_another(tmp_path):
    folder = write_static(tmp_path / "model")
    load_embedder(folder, cache=tmp_path / "cache").embed(["water"])
    write_tensors(folder / "model.safetensors", {"embeddings": VECTORS[:, ::-1]})
    [vector] = load_embedder(folder, cache=tmp_path / "cache").embed(["water"])
    assert np.allclose(vector, [0, 0, 0, 1], atol=1e-3)


@pytest.mark.parametrize(
    ("write", "package"), [(write_static, "tokenizers"), (write_onnx, "onnxruntime")]
)
def test_says_how_to_install_what_is_missing(tmp_path, monkeypatch, write, package):
    folder = write(tmp_path / "model")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingError, match=r"dabir\[embeddings\]"):
        load_embedder(folder)


def _empty(folder):
    folder.mkdir()


def _no_tokenizer(folder):
    write_static(folder)
    (folder / "tokenizer.json").unlink()


def _broken_tokenizer(folder):
    write_static(folder)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")


def _no_tensors(folder):
    write_static(folder)
    (folder / "model.safetensors").write_bytes(b"PK\x03\x04 not tensors")


def _huge_head(folder):
    write_static(folder)
    (folder / "model.safetensors").write_bytes((1 << 60).to_bytes(8, "little") + b"{}")


def _cut_off(folder):
    write_static(folder)
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-20])


def _too_few_rows(folder):
    write_static(folder)
    write_tensors(folder / "model.safetensors", {"embeddings": VECTORS[:3]})


def _mapping_outside(folder):
    write_static(folder, mapping=np.full(7, 99, np.int64))


def _no_onnx(folder):
    write_onnx(folder)
    (folder / "model.onnx").write_bytes(b"\x00" * 40)


@pytest.mark.parametrize(
    "write",
    [
        _empty,
        _no_tokenizer,
        _broken_tokenizer,
        _no_tensors,
        _huge_head,
        _cut_off,
        _too_few_rows,
        _mapping_outside,
        _no_onnx,
    ],
)
def test_refuses_what_is_no_model_with_a_sentence(tmp_path, write):
    write(tmp_path / "model")
    with pytest.raises(InputError, match=r"\.$"):
        load_embedder(tmp_path / "model")
