"""The network as it is trained, in PyTorch: a small BERT (Devlin et al. 2019) and the heads of `classify/heads.py`."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from classify.heads import GLANCES, HUMAN_KINDS, MOST_PLACES, RANKS, STANCES, TITLE_LABELS, VIEWS
from classify.mention import How
from classify.rendering import ROLES

WIDTH, PARTS, INNER, POSITIONS = 384, 12, 1536, 512
MARK_ROWS = 64
"""Numbers of the vocabulary below this are kept free for marks, which are learned anew."""

_SIXTEEN = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
"""Whether this machine reckons in sixteen bits; where it only imitates that, it is ten times slower."""

_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of attention and its feed-forward part, each followed by its norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, tokens, width) to the same; `mask` is true where there is a token."""
        batch, length, _ = x.shape
        query, key, value = (
            f(x).view(batch, length, PARTS, WIDTH // PARTS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        hidden = torch.zeros(mask.shape, dtype=query.dtype).masked_fill(~mask, -1e4)
        mixed = F.scaled_dot_product_attention(query, key, value, hidden[:, None, None].expand(-1, 1, length, -1))
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.first_norm(x + self.drop(self.joined(mixed)))
        return self.second_norm(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Reading(nn.Module):
    """The encoder; the words' own vectors stay as they were published, those of the marks are learned."""

    def __init__(self, layers: int, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.word.weight.requires_grad_(False)
        self.mark = nn.Embedding(MARK_ROWS, WIDTH)
        self.mark.weight.data.normal_(0, 0.02)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, tokens) to (batch, tokens, width), reckoned in sixteen bits where that is quicker."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_SIXTEEN):
            return self._read(ids, mask).float()

    def _read(self, ids: Tensor, mask: Tensor) -> Tensor:
        marks = (ids < MARK_ROWS)[..., None] * self.mark(ids.clamp(max=MARK_ROWS - 1))
        x = self.word(ids) + marks + self.position(torch.arange(ids.shape[1]))[None]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def published(weights: Path, rows: Sequence[int], kept: Sequence[int]) -> Reading:
    """The encoder with published weights (`model.safetensors` of all-MiniLM-L6-v2, Apache-2.0).

    Of its vocabulary some rows are kept, and of its layers some.
    """
    stored = load_file(weights)
    reading = Reading(len(kept), len(rows))
    reading.word.weight.data.copy_(stored["embeddings.word_embeddings.weight"][torch.tensor(rows)])
    sort = stored["embeddings.token_type_embeddings.weight"][0]
    reading.position.weight.data.copy_(stored["embeddings.position_embeddings.weight"] + sort)
    for name in ("weight", "bias"):
        getattr(reading.norm, name).data.copy_(stored[f"embeddings.LayerNorm.{name}"])
        for layer, number in zip(reading.layers, kept, strict=True):
            for part, stored_as in _NAMES.items():
                getattr(getattr(layer, part), name).data.copy_(stored[f"encoder.layer.{number}.{stored_as}.{name}"])
    return reading


def _two_layers(width: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(width, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, out))


class Deciding(nn.Module):
    """The heads, named as `classify/heads.py` reads them."""

    def __init__(self, keys: int = 96) -> None:
        super().__init__()
        self.role = _two_layers(WIDTH, 256, 3 * len(ROLES))
        self.kind = _two_layers(WIDTH, 128, len(HUMAN_KINDS))
        self.stance = _two_layers(2 * WIDTH, 256, len(STANCES))
        self.ask, self.answer, self.value = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.named = nn.Parameter(torch.full((GLANCES,), 2.0))
        self.view = _two_layers(2 * WIDTH + 2 * GLANCES + 1, 256, len(VIEWS))
        self.place = _two_layers(2 * WIDTH + 2 * GLANCES + 1, 128, RANKS + 1)
        self.status = _two_layers(WIDTH, 128, 3)
        self.how = nn.Embedding(len(How), 16)
        self.isref = _two_layers(2 * WIDTH + 16, 128, 1)
        self.q, self.k, self.t = nn.Linear(WIDTH, keys), nn.Linear(WIDTH, keys), nn.Linear(WIDTH, WIDTH)
        self.link = _two_layers(3 * WIDTH + 4, 256, 1)
        self.rank = _two_layers(2 * WIDTH + 2 * MOST_PLACES, 128, RANKS + 1)
        self.title = _two_layers(2 * WIDTH, 128, len(TITLE_LABELS))

    def glances(self, tokens: Tensor, topics: Tensor, named: Tensor) -> Tensor:
        """What a mail's words say of each topic: (tokens, width), (topics, width), (topics, tokens) to (topics, seen).

        Each of GLANCES looks for other words, and may look at none; `named` is one where a word is part of a reference.
        """
        count, length = named.shape
        ask = self.ask(topics).view(count, GLANCES, -1)
        answer, value = (f(tokens).view(length, GLANCES, -1) for f in (self.answer, self.value))
        raw = torch.einsum("tgk,lgk->tgl", ask, answer) / math.sqrt(WIDTH // GLANCES)
        raw = raw + self.named[None, :, None] * named[:, None, :]
        looked = torch.cat([raw, torch.zeros(count, GLANCES, 1)], -1).softmax(-1)
        vectors = torch.einsum("tgl,lgk->tgk", looked[..., :-1], value).reshape(count, WIDTH)
        return torch.cat([vectors, topics, raw.max(-1).values, looked[..., -1], named.max(-1).values[:, None]], -1)

    def links(
        self, tokens: Tensor, mask: Tensor, units: Tensor, topics: Tensor, shared: Tensor
    ) -> tuple[Tensor, Tensor]:
        """(unit, topic) logits of a reference, and the vector of the words that it is in."""
        raw = torch.einsum("mk,nlk->nml", self.q(topics), self.k(tokens)) / math.sqrt(self.q.out_features)
        hidden = raw.masked_fill(~mask[:, None, :], -1e4)
        attention = hidden.softmax(-1)
        vectors = torch.einsum("nml,nld->nmd", attention, tokens)
        pooled = (tokens * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        nearness = F.normalize(pooled, dim=-1) @ F.normalize(topics, dim=-1).T
        scalars = (hidden.max(-1).values, (attention * raw).sum(-1), nearness, shared)
        seen = (
            vectors,
            units[:, None].expand_as(vectors),
            vectors * self.t(topics)[None],
            *(s[..., None] for s in scalars),
        )
        return self.link(torch.cat(seen, -1)).squeeze(-1), vectors
