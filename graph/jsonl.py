"""Writes records as JSON Lines and reads them back: the only place that knows how they look on disk."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from graph.records import GraphError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pydantic import TypeAdapter

    Record = TypeVar("Record", bound=DataclassInstance)

# What a reader looks for first comes first; every other field follows as its record declares it.
_FIRST: Final = {
    "Article": ("id", "path", "title", "outlet", "author", "published", "url", "text"),
    "Mention": ("document", "start", "end", "text", "entity", "kind"),
    "Entity": ("id", "name", "type", "aliases", "iso2"),
    "Claim": (
        "id", "document", "subject", "relation", "object", "role", "act", "plover", "cameo", "negated",
        "modality", "attributed_to", "date", "confidence", "evidence", "start", "end", "subject_start",
        "subject_end", "object_start", "object_end", "extractor",
    ),
}  # fmt: skip


def write_jsonl(path: Path, records: Iterable[DataclassInstance]) -> int:
    """Write one record a line and say how many: the old file stays until the new one is whole.

    Raises GraphError where the folder is missing, full or read-only; nothing is left behind then.
    """
    return write_files(path.parent, {path.name: map(to_line, records)})[path.name]


def write_files(folder: Path, files: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Write lines into several files that belong together, and say how many each has.

    All are on disk under other names before the first takes its place; the last in order is the last to.
    Raises GraphError where one cannot be written; the old ones stay then, and nothing is left behind.
    """
    parts = {folder / name: folder / f".{name}.{os.getpid()}.part" for name in files}
    counts = {}
    path = folder
    try:
        for (path, part), lines in zip(parts.items(), files.values(), strict=True):
            counts[path.name] = _write_part(part, lines)
        for path, part in parts.items():
            part.replace(path)
    except (OSError, UnicodeEncodeError) as error:
        raise GraphError(f"{path}: cannot be written ({_why(error)}); nothing was changed.") from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return counts


def _write_part(part: Path, lines: Iterable[str]) -> int:
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007  # the last count is the answer
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return count


def append_jsonl(path: Path, records: Iterable[DataclassInstance]) -> None:
    """Add records at the end of a file, which is made where it is missing; on disk when this returns.

    Raises GraphError where the file cannot be written.
    """
    append_text(path, "".join(map(to_line, records)))


def append_text(path: Path, text: str) -> None:
    """Add whole lines at the end of a file; see ``append_jsonl``."""
    try:
        with path.open("a+b") as lines:
            # A line that a power cut left without its end must not swallow the next.
            torn = lines.tell() > 0 and lines.seek(-1, os.SEEK_END) >= 0 and lines.read(1) != b"\n"
            lines.write(("\n" * torn + text).encode("utf-8"))
            lines.flush()
            os.fsync(lines.fileno())
    except (OSError, UnicodeEncodeError) as error:
        raise GraphError(f"{path}: cannot be written ({_why(error)}).") from error


def read_jsonl(path: Path, record: type[Record], *, skip: str = "\0") -> Iterator[Record]:
    """Yield the records of a file in their order. Empty lines and fields that are not known are passed over.

    So are lines that begin with ``skip``.

    Raises GraphError, naming file, line and field, at the first line that is no such record.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() and not line.startswith(skip):
                    yield _from_line(line, record, f"{path}:{number}")
    except FileNotFoundError as error:
        raise GraphError(f"{path}: there is no such file; build the project again.") from error
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: is not UTF-8 text; build the project again.") from error
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({_why(error)}).") from error


def to_line(record: DataclassInstance) -> str:
    """The record as one line of JSON, with the line's end: equal records, equal bytes."""
    try:
        return orjson.dumps(record, default=to_json, option=_OPTIONS).decode()
    except orjson.JSONEncodeError as error:
        if "surrogates" not in str(error):
            raise
        raise UnicodeEncodeError("utf-8", "", 0, 0, "half a surrogate pair") from error


def to_json(record: DataclassInstance) -> dict[str, Any]:
    """The record's values by name, in the order that the files have; those within are records and tuples,
    which the encoder asks for in their turn.
    """
    names, values = _order(type(record))
    found = dict(zip(names, values(record), strict=True))
    if "reasons" in found:
        found["reasons"] = _reasons_to_object(found["reasons"])
    return found


_DECODER: Final = json.JSONDecoder()
_REASONS: Final = re.compile(r'"reasons"\s*:\s*(?=\{)')
_OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_APPEND_NEWLINE


@cache
def _order(record: type[DataclassInstance]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a record's fields in their order, and what reads all of them at once."""
    first = _FIRST.get(record.__name__, ())
    names = first + tuple(field.name for field in fields(record) if field.name not in first)
    if len(names) == 1:
        return names, lambda one: (getattr(one, names[0]),)
    return names, attrgetter(*names)


def _reasons_to_object(pairs: tuple[tuple[str, str], ...]) -> dict[str, str | list[str]]:
    """{field: reason}; a field that several things decided has a list of reasons."""
    found: dict[str, list[str]] = {}
    for field, reason in pairs:
        found.setdefault(field, []).append(reason)
    return {field: reasons[0] if len(reasons) == 1 else reasons for field, reasons in found.items()}


def _reasons_to_pairs(reasons: Any) -> Any:
    if not isinstance(reasons, dict):
        return reasons
    return [[k, reason] for k, v in reasons.items() for reason in (v if isinstance(v, list) else [v])]


def _from_line(line: str, record: type[Record], where: str) -> Record:
    from pydantic import ValidationError

    try:
        # Strict JSON mode takes lists for tuples but no "1" for 1; only reasons need another shape first.
        shaped = _reshape(line) if '"reasons"' in line else line
        found: Record = _reader(record).validate_json(shaped, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = "".join(f"{part}: " for part in first["loc"])
        hint = "mend the line or build the project again"
        raise GraphError(f"{where}: {field}{first['msg']}; {hint}.") from error
    except ValueError as error:
        hint = "mend the line or build the project again"
        raise GraphError(f"{where}: is not JSON ({error}); {hint}.") from error
    return found


def _reshape(line: str) -> str:
    """The line with pairs for objects of reasons: only these are parsed and written anew."""
    parts, at = [], 0
    for found in _REASONS.finditer(line):
        # A quote within a text is escaped, so that this is a field wherever it stands.
        reasons, end = _DECODER.raw_decode(line, found.end())
        parts += [line[at : found.end()], json.dumps(_reasons_to_pairs(reasons), ensure_ascii=False)]
        at = end
    if not parts:
        return json.dumps(json.loads(line, object_hook=_with_pairs))
    return "".join([*parts, line[at:]])


def _with_pairs(found: dict[str, Any]) -> dict[str, Any]:
    if "evidence" in found and "reasons" in found:
        found["reasons"] = _reasons_to_pairs(found["reasons"])
    return found


@cache
def _reader(record: type[Record]) -> TypeAdapter[Record]:
    # Only a command that reads records pays for loading the validator.
    from pydantic import TypeAdapter

    return TypeAdapter(record)


def _why(error: OSError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "it holds half a surrogate pair, which is no text"
    return (error.strerror or type(error).__name__).lower()
