"""The network that ships, taken back out of its files, so that it can be trained further (`make further`).

Its weights have one byte each: what training goes on from is the network that people have, not the one before rounding.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from classify.training.layers import MARK_ROWS, Deciding, Reading

_PARTS = ("query", "key", "value", "joined", "wide", "narrow")
"""The weights of one layer, in the order in which its graph uses them."""


def shipped(folder: Path) -> tuple[Reading, Deciding]:
    """The encoder and the heads of a folder with `encoder.onnx` and `heads.npz`."""
    return _reading(folder / "encoder.onnx"), _deciding(folder / "heads.npz")


def _reading(file: Path) -> Reading:
    graph = onnx.load(str(file)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    used = [n.input[1].removesuffix("_quantized") for n in graph.node if n.op_type == "MatMulInteger"]
    reading = Reading(len(used) // len(_PARTS), len(stored["reading.word.weight_quantized"]))
    state = {n.removeprefix("reading."): _tensor(v) for n, v in stored.items() if n.endswith((".bias", "norm.weight"))}
    for n, name in enumerate(used):
        layer, part = divmod(n, len(_PARTS))
        state[f"layers.{layer}.{_PARTS[part]}.weight"] = _tensor(_plain(stored, name)).T.contiguous()
    for name in ("word.weight", "position.weight"):
        state[name] = _tensor(_plain(stored, f"reading.{name}"))
    state["mark.weight"] = torch.zeros(MARK_ROWS, state["word.weight"].shape[1])
    reading.load_state_dict(state)
    return reading


def _plain(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    rounded, scale, zero = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return np.asarray((rounded.astype(np.float32) - zero.astype(np.float32)) * scale)


def _deciding(file: Path) -> Deciding:
    deciding = Deciding()
    with np.load(file) as stored:
        state = {("how.weight" if n == "how" else n): _tensor(stored[n]) for n in stored.files}
    deciding.load_state_dict(state)
    return deciding


def _tensor(values: np.ndarray) -> Tensor:
    return torch.tensor(np.asarray(values, dtype=np.float32))
