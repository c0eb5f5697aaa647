"""The only place that imports onnxruntime and tokenizers: words to tokens, and tokens to vectors. Loaded late, once.

The encoder is a small transformer (MiniLM: Wang et al. 2020) trained further on labelled replies. One thread runs it,
so that a mail is read the same way each time and other work goes on beside it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from classify.rendering import MARKS

Vectors = npt.NDArray[np.float32]
"""One row for each token, unit, reference or topic."""

FIRST, LAST, FIRST_MARK = "[CLS]", "[SEP]", "[unused0]"
LONGEST = 510
"""Tokens that the encoder takes at once, besides the first and the last."""


class Words:
    """Turns texts into tokens, and knows the numbers of the marks."""

    def __init__(self, file: Path) -> None:
        """Load from a tokeniser's file (`tokens.json`)."""
        self._tokenizer = Tokenizer.from_file(str(file))
        first = self._number(FIRST_MARK)
        self.marks = {mark: first + n for n, mark in enumerate(MARKS)}
        self._frame = self._number(FIRST), self._number(LAST)
        self.tokenise = lru_cache(maxsize=20_000)(self._tokenise)

    def _number(self, token: str) -> int:
        return self._tokenizer.token_to_id(token) or 0

    def _tokenise(self, text: str) -> tuple[tuple[int, int, int], ...]:
        """The tokens of a text: number, start and end."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return tuple((n, start, end) for n, (start, end) in zip(found.ids, found.offsets, strict=True))

    def used(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Every token that some texts have, in order of first use."""
        found: dict[str, None] = {}
        for text in texts:
            found.update(dict.fromkeys(self._tokenizer.encode(text, add_special_tokens=False).tokens))
        return tuple(found)

    def framed(self, tokens: Sequence[int]) -> list[int]:
        """A sequence with the first and the last token around it; what is over LONGEST is cut."""
        first, last = self._frame
        return [first, *tokens[:LONGEST], last]

    def short(self, text: str, longest: int = 80) -> list[int]:
        """A short text as a framed sequence."""
        return self.framed([n for n, _, _ in self.tokenise(text)][:longest])


class Encoder:
    """Turns sequences of tokens into vectors."""

    def __init__(self, folder: Path) -> None:
        """Load from a folder that holds `encoder.onnx` and `tokens.json`."""
        self.words = Words(folder / "tokens.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, ["CPUExecutionProvider"])

    def encode(self, tokens: Sequence[int]) -> Vectors:
        """The vectors of one sequence of at most LONGEST tokens, a row each, those of the frame left out."""
        return self._run(self.words.framed(tokens))[1:-1]

    def encode_text(self, text: str) -> Vectors:
        """One vector for a short text: the mean over its tokens and the frame."""
        return np.asarray(self._run(self.words.short(text)).mean(axis=0), dtype=np.float32)

    def _run(self, numbers: Sequence[int]) -> Vectors:
        states: Vectors = self._session.run(None, {"ids": np.array([numbers], dtype=np.int64)})[0][0]
        return states
