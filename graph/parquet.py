"""A project's records as nested Parquet: one folder of files a table, the same whichever engine wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.manifest import ProjectError
from graph.records import Entity, GraphError
from ingest.records import Article, Claim, Mention

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

_ROWS: Final = 2_048
"""Rows in a group: a reader holds one of them."""


def table_name(name: str) -> str:
    """The folder that holds in Parquet what the file ``name`` holds in JSON Lines."""
    return name.removesuffix(".jsonl") + ".parquet"


def write_table(folder: Path, records: Iterable[Record], record: type[Record]) -> int:
    """Write records into one file in a new ``folder`` and say how many: equal records, equal bytes.

    Raises GraphError where pyarrow is missing or the folder cannot be written.
    """
    parquet, columns = _libraries()
    rows, count = iter(records), 0
    try:
        folder.mkdir(parents=True)
        with (
            (folder / "part-00000.parquet").open("wb") as file,
            parquet.ParquetWriter(file, columns.schema_of(record), compression="zstd") as writer,
        ):
            while some := list(islice(rows, _ROWS)):
                writer.write_batch(columns.to_batch(some, record))
                count += len(some)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({_why(error)}); nothing was changed.") from error
    return count


def take_files(folder: Path, files: Iterable[Path]) -> int:
    """Move Parquet files, in their order, into a new ``folder``, and say how many rows they hold."""
    try:
        folder.mkdir(parents=True)
        for number, file in enumerate(files):
            file.replace(folder / f"part-{number:05d}.parquet")
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({_why(error)}); nothing was changed.") from error
    return count_rows(folder)


def read_table(folder: Path, record: type[Record]) -> Iterator[Record]:
    """Yield the records of a table in its order. Raises GraphError where it is missing or damaged."""
    parquet, columns = _libraries()
    for path in _files(folder):
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS):
                    yield from columns.from_batch(batch, record)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise GraphError(
                f"{path}: holds no such records ({_why(error)}); build the project again."
            ) from error


def count_rows(folder: Path) -> int:
    """How many records a table has. Raises GraphError where it is missing or damaged."""
    parquet, _ = _libraries()
    count = 0
    for path in _files(folder):
        try:
            count += parquet.read_metadata(path).num_rows
        except (OSError, ValueError) as error:
            raise GraphError(f"{path}: cannot be read ({_why(error)}); build the project again.") from error
    return count


@dataclass(frozen=True, slots=True)
class ParquetReader:
    """A ``graph.reading.Reader`` of the tables in ``folder``."""

    folder: Path
    stamps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def articles(self) -> Iterator[Article]:
        """See Reader."""
        return self._stream("documents.parquet", Article)

    def entities(self) -> Iterator[Entity]:
        """See Reader."""
        return self._stream("entities.parquet", Entity)

    def mentions(self) -> Iterator[Mention]:
        """See Reader."""
        return self._stream("mentions.parquet", Mention)

    def claims(self) -> Iterator[Claim]:
        """See Reader."""
        return self._stream("claims.parquet", Claim)

    def _stream(self, name: str, record: type[Record]) -> Iterator[Record]:
        path = self.folder / name
        if _stamp(path) != self.stamps[name]:
            raise ProjectError(f"{path}: was built anew while it was being read; run the command again.")
        return read_table(path, record)


def open_parquet(folder: Path, counts: Mapping[str, int]) -> ParquetReader:
    """A reader of the tables in ``folder``, which must hold as many records as ``counts`` says by name.

    Raises GraphError where one is missing or damaged, ProjectError where it was cut short.
    """
    stamps = {}
    for name in ("documents.parquet", "entities.parquet", "mentions.parquet", "claims.parquet"):
        found = count_rows(folder / name)
        if counts.get(name) != found:
            raise ProjectError(
                f"{folder / name}: has {found} records where the manifest counts {counts.get(name)};"
                " the last build was cut short, build again."
            )
        stamps[name] = _stamp(folder / name)
    return ParquetReader(folder, stamps)


def _stamp(folder: Path) -> tuple[int, ...]:
    return tuple(file.stat().st_ino for file in _files(folder))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GraphError(f"{folder}: there is no such table; build the project again.")
    return sorted(folder.glob("*.parquet"))


def _libraries() -> tuple[Any, Any]:
    """The Parquet library and our columns, which need it: a plain install has neither."""
    try:
        from pyarrow import parquet

        from ingest import columns
    except ImportError as error:
        raise GraphError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    return parquet, columns


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error).split("\n")[0] or type(error).__name__).lower()
