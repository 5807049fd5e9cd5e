"""What both ONNX models read: words as word pieces, long sentences as windows, files loaded once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.records import IngestError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]

MOST_PIECES: Final = 480
"""Of one sentence in one run; the encoder knows 512 positions."""
LONGEST_WORD: Final = 64
"""Pieces of one word: only a web address or broken text has more."""
_SILENT: Final = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")
"""The name that the runtime looks for now, and that of its first versions with reports."""
CASES: Final = ("none", "lower", "title", "upper", "mixed", "digit", "mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A sentence as the encoder reads it. Word n has the pieces ``ids[begin[n] : end[n]]``."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    begin: tuple[int, ...]
    end: tuple[int, ...]

    def part(self, first: int, last: int) -> Pieces:
        """Words ``first`` to ``last`` as a sentence of their own."""
        if (first, last) == (0, len(self.begin)):
            return self
        start, stop = self.begin[first], self.end[last - 1]
        return Pieces(
            ids=(self.ids[0], *self.ids[start:stop], self.ids[-1]),
            cases=(0, *self.cases[start:stop], 0),
            begin=tuple(n - start + 1 for n in self.begin[first:last]),
            end=tuple(n - start + 1 for n in self.end[first:last]),
        )


@lru_cache(maxsize=65536)
def case_of(word: str) -> int:
    """How a word is written, since the vocabulary forgets it; a place in ``CASES``."""
    if any(c.isdigit() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6
    if all(not c.isupper() for c in letters):
        return 1
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return 3
    return 2 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


def cut(tokenizer: Tokenizer, sentences: Sequence[Sequence[str]]) -> list[Pieces]:
    """The word pieces of sentences given as words. A word without any, as a control character, gets [UNK]."""
    words = sorted({word for sentence in sentences for word in sentence})
    encoded = dict(zip(words, tokenizer.encode_batch(words, add_special_tokens=False), strict=True))
    unknown, first, last = (int(tokenizer.token_to_id(t) or 0) for t in ("[UNK]", "[CLS]", "[SEP]"))
    found: list[Pieces] = []
    for sentence in sentences:
        ids, cases, begin, end = [first], [0], list[int](), list[int]()
        for word in sentence:
            pieces = encoded[word].ids[:LONGEST_WORD] or [unknown]
            begin.append(len(ids))
            ids += pieces
            cases += [case_of(word)] * len(pieces)
            end.append(len(ids))
        ids.append(last)
        cases.append(0)
        found.append(Pieces(ids=tuple(ids), cases=tuple(cases), begin=tuple(begin), end=tuple(end)))
    return found


def windows(pieces: Pieces, most: int = MOST_PIECES) -> Iterator[tuple[int, int]]:
    """Ranges of words that fit into one run; they overlap by a quarter, so that no word lacks a context."""
    count, start = len(pieces.begin), 0
    while start < count:
        stop = start
        room = pieces.begin[start] + most - 2
        while stop < count and pieces.end[stop] <= room:
            stop += 1
        stop = max(stop, start + 1)
        yield start, stop
        if stop == count:
            return
        start = max(start + 1, stop - (stop - start) // 4)


def row(values: Sequence[int]) -> Ints:
    """One run's input. A run reads what is one text's: int8 scales with what is read, so that beside another text's
    sentences one would be read a little differently.
    """
    return np.array([values], dtype=np.int64)


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    exp = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(exp / exp.sum(axis=-1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=4)
def tokenizer_at(folder: Path) -> Tokenizer:
    """The folder's tokenizer; it neither truncates nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_existing(folder / "tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=4)
def session_at(folder: Path, threads: int = 1) -> InferenceSession:
    """The folder's model, loaded once a process."""
    onnxruntime = _runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = _existing(folder / "model.onnx")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _runtime() -> Any:
    """ONNX Runtime, told to be silent before it is loaded.

    Since 1.29 it else writes an identifier of the machine into the home directory and tells its maker of
    every process that reads: nobody who works on a story may have that.
    """
    os.environ.update(dict.fromkeys(_SILENT, "1"))
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # for a process that had loaded it before
    return onnxruntime


@lru_cache(maxsize=4)
def meta_at(folder: Path) -> dict[str, Any]:
    """What the training script wrote beside the model: labels, thresholds, calibration."""
    found: dict[str, Any] = json.loads(_existing(folder / "meta.json").read_text(encoding="utf-8"))
    return found


def digest(path: Path) -> str:
    """The file's SHA-256, as ``meta.json`` names it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _existing(path: Path) -> Path:
    if not path.is_file():
        message = f"{path.name} is missing from {path.parent}: reinstall whowhom, or run the training script."
        raise IngestError(message)
    return path
