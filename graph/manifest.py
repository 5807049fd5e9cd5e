"""What a project directory says of itself: who wrote it, in which format, and how much is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal, TypeAlias

from graph.records import GraphError

FORMAT: Final = 1
PARQUET_FORMAT: Final = 2
"""That of a directory whose records are Parquet, which older versions must not take for an empty one."""

Form: TypeAlias = Literal["jsonl", "parquet"]


class ProjectError(GraphError):
    """A project directory is missing, damaged, in use, or no project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the directory says of itself. It holds no time: two builds of one input are equal to the byte.

    ``records`` is the form of its records, ``extraction`` the version of the extraction that found everything
    in it, and ``min_confidence`` the confidence under which claims were left out of the graph.
    """

    tool: str = "whowhom"
    version: str = ""
    format: int = FORMAT
    counts: dict[str, int]
    notes: tuple[str, ...] = ()
    extraction: str = ""
    min_confidence: float = 0.0
    records: Form = "jsonl"

    def to_text(self) -> str:
        """The manifest as its file has it."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest at ``path``.

    Raises ProjectError where it is none, or one of a later whowhom, and OSError where it cannot be read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = {field.name: found[field.name] for field in fields(Manifest) if field.name in found}
        manifest = Manifest(**{**known, "notes": tuple(found.get("notes", ()))})
    except (ValueError, TypeError, AttributeError) as error:
        raise ProjectError(f"{path}: is no manifest of whowhom; choose another folder.") from error
    if manifest.tool != "whowhom" or manifest.format > PARQUET_FORMAT:
        raise ProjectError(
            f"{path}: has format {manifest.format} of {manifest.tool}, and this whowhom reads up to {PARQUET_FORMAT}; "
            "install a newer one, or build into another folder."
        )
    return manifest


def our_version() -> str:
    """The version of the whowhom that is running."""
    try:
        return version("whowhom")
    except PackageNotFoundError:
        return "0"  # run from the source tree, not installed
