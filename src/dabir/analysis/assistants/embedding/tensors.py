"""Arrays out of a safetensors file: eight bytes of length, a JSON head, then plain numbers.

The format is https://github.com/huggingface/safetensors#format; nothing in it is executed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dabir.analysis.errors import InputError

_LARGEST_HEAD = 100 << 20  # the format's own limit
_TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4",
    "I16": "<i2", "I8": "i1", "U8": "u1",
}  # fmt: skip


def read_tensors(file: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of a file by name, mapped from the disk where their type allows it.

    Raises InputError where a place lies outside the file or a type is unknown.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or length > min(_LARGEST_HEAD, size - 8):
            raise InputError(f"{file} is no safetensors file.")
        try:
            head = json.loads(stream.read(length))
        except ValueError as error:
            raise InputError(f"{file} is no safetensors file.") from error
    return {
        name: _tensor(file, told, 8 + length, size)
        for name, told in head.items()
        if name != "__metadata__"
    }


def _tensor(file: Path, told: Any, base: int, size: int) -> npt.NDArray[Any]:
    try:
        kind = np.dtype(_TYPES[told["dtype"]])
        shape = tuple(int(side) for side in told["shape"])
        begin, end = (base + int(place) for place in told["data_offsets"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{file} describes an array that cannot be read.") from error
    count = int(np.prod(shape, dtype=np.int64))
    if not base <= begin <= end <= size or end - begin != count * kind.itemsize:
        raise InputError(f"{file} is damaged: an array lies outside of it.")
    if not count:
        return np.empty(shape, kind)
    array = np.memmap(file, kind, mode="r", offset=begin, shape=shape)
    if told["dtype"] == "BF16":  # the upper half of a 32-bit number
        return (array.astype(np.uint32) << 16).view(np.float32)
    return array
