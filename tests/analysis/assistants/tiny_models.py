"""Embedding models of a few tokens, in the formats in which large ones come."""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

WORDS = ["[UNK]", "water", "آب", "road", "جاده", "price", "بها"]
# Words that mean the same in two languages point alike.
VECTORS = np.array(
    [
        [9, 9, 9, 9],
        [1, 0, 0, 0],
        [1, 0.1, 0, 0],
        [0, 1, 0, 0],
        [0, 1, 0.1, 0],
        [0, 0, 1, 0],
        [0, 0, 1, 0.1],
    ],
    np.float32,
)


def write_tokenizer(folder, words=WORDS):
    tokenizer = Tokenizer(
        WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))


def write_tensors(file, tensors):
    """Write arrays as a safetensors file; bfloat16 comes as ("BF16", array of uint16)."""
    names = {"float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32"}
    head, body = {"__metadata__": {"format": "pt"}}, b""
    for name, given in tensors.items():
        kind, array = given if isinstance(given, tuple) else (names[given.dtype.name], given)
        data = np.ascontiguousarray(array).tobytes()
        offsets = [len(body), len(body) + len(data)]
        head[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": offsets}
        body += data
    told = json.dumps(head).encode()
    file.write_bytes(len(told).to_bytes(8, "little") + told + body)


def write_static(folder, words=WORDS, **tensors):
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(folder, words)
    write_tensors(folder / "model.safetensors", {"embeddings": VECTORS, **tensors})
    (folder / "config.json").write_text(json.dumps({"normalize": True}), encoding="utf-8")
    return folder


def write_onnx(folder, *, whole=False):
    """Write a model that looks tokens up: a vector for each token, or one for the text."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(folder)
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["n", "t"])
    nodes = [helper.make_node("Gather", ["vectors", "input_ids"], ["last_hidden_state"])]
    name, shape = "last_hidden_state", ["n", "t", 4]
    if whole:
        nodes.append(
            helper.make_node("ReduceMax", ["last_hidden_state"], ["found"], axes=[1], keepdims=0)
        )
        name, shape = "found", ["n", 4]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [ids, mask],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(VECTORS, "vectors")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    return folder
