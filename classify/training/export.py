"""A trained network as the files that ship: the encoder in ONNX with weights of one byte, the heads as arrays."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from classify.training.layers import MARK_ROWS, PARTS, WIDTH, Layer, Reading
from classify.training.learn import Network

_OPSET = 17


class _Whole(nn.Module):
    """One sequence without filling, from numbers to vectors."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading

    def forward(self, ids: Tensor) -> Tensor:
        """(1, tokens) to (1, tokens, width)."""
        reading = self.reading
        x = reading.norm(reading.word(ids) + reading.position(torch.arange(ids.shape[1])[None]))
        for layer in reading.layers:
            x = _through(layer, x)
        return x


def _through(layer: Layer, x: Tensor) -> Tensor:
    query, key, value = (
        f(x).view(x.shape[0], x.shape[1], PARTS, WIDTH // PARTS).transpose(1, 2)
        for f in (layer.query, layer.key, layer.value)
    )
    attention = (query @ key.transpose(-1, -2) / math.sqrt(WIDTH // PARTS)).softmax(-1)
    mixed = (attention @ value).transpose(1, 2).reshape(x.shape[0], -1, WIDTH)
    x = layer.first_norm(x + layer.joined(mixed))
    out: Tensor = layer.second_norm(x + layer.narrow(F.gelu(layer.wide(x))))
    return out


def export(network: Network, tokens: str, folder: Path, scratch: Path) -> None:
    """Write `encoder.onnx`, `tokens.json` and `heads.npz` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        plain = network.reading.word.weight[:MARK_ROWS].clone()
        network.reading.word.weight[:MARK_ROWS] += network.reading.mark.weight
    whole = scratch / "whole.onnx"
    torch.onnx.export(
        _Whole(network.reading).eval(),
        (torch.arange(17)[None],),
        str(whole),
        input_names=["ids"],
        output_names=["states"],
        dynamic_axes={"ids": {1: "tokens"}, "states": {1: "tokens"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    with torch.no_grad():
        network.reading.word.weight[:MARK_ROWS] = plain
    quantize_dynamic(
        whole,
        folder / "encoder.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True},
    )
    (folder / "tokens.json").write_text(tokens, encoding="utf-8")
    stored = {_name(n): v.numpy().astype(np.float16) for n, v in network.deciding.state_dict().items()}
    np.savez_compressed(folder / "heads.npz", **stored)


def _name(stored: str) -> str:
    return "how" if stored == "how.weight" else stored


def pruned(tokeniser: str, wanted: Sequence[str], size: int) -> tuple[str, list[int]]:
    """A tokeniser's file with a smaller vocabulary, and the rows of the old one that are kept, in their new order.

    Kept are the frame and the free places, single characters, tokens that `wanted` texts have, and then the commonest
    (the published order is by how common they are) of Latin letters, digits and marks, up to a size.
    """
    stored = json.loads(tokeniser)
    vocabulary: dict[str, int] = stored["model"]["vocab"]
    order = sorted(vocabulary, key=lambda t: vocabulary[t])
    needed = set(wanted)
    first = [t for t in order if t == "[PAD]" or t.startswith("[unused")][:MARK_ROWS]
    frame = [
        t
        for t in order
        if t.startswith("[") and t.endswith("]") and len(t) > 2 and not t.startswith("[unused") and t != "[PAD]"
    ]
    chosen = [*first, *frame]
    seen = set(chosen)
    for choose in (lambda t: len(t.removeprefix("##")) == 1 and _is_latin(t), lambda t: t in needed, _is_latin):
        for token in order:
            if len(chosen) < size and token not in seen and not token.startswith("[unused") and choose(token):
                chosen.append(token)
                seen.add(token)
    stored["model"]["vocab"] = {t: n for n, t in enumerate(chosen)}
    for added in stored["added_tokens"]:
        added["id"] = stored["model"]["vocab"][added["content"]]
    stored["post_processor"] = None
    stored["truncation"] = stored["padding"] = None
    return json.dumps(stored, ensure_ascii=False), [vocabulary[t] for t in chosen]


def _is_latin(token: str) -> bool:
    return all(c < "\u0250" or "\u2010" <= c <= "\u2122" for c in token)
