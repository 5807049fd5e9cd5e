"""Which tables of records a project has, what is in each, and in which form they stand on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final, TypeVar

from graph.jsonl import read_jsonl
from graph.jsonl_reader import CLAIMS, DOCUMENTS, ENTITIES, MENTIONS
from graph.manifest import Form
from graph.parquet import read_table, table_name, write_table
from graph.records import Corpus, Entity, Link
from ingest.records import Article, Chain, Claim, Extraction, Mention

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

LINKS: Final = "links.jsonl"
EXTRACTIONS: Final = "extractions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article's extraction without the article, as ``extractions.jsonl`` has it, one a line."""

    document: str
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    claims: tuple[Claim, ...]


_RECORDS: Final[Mapping[str, type[DataclassInstance]]] = {
    DOCUMENTS: Article, MENTIONS: Mention, ENTITIES: Entity, CLAIMS: Claim, LINKS: Link, EXTRACTIONS: Draft,
}  # fmt: skip
PARQUET_TABLES: Final = frozenset(map(table_name, _RECORDS))


def draft_of(extraction: Extraction) -> Draft:
    """The extraction without its article."""
    return Draft(
        document=extraction.article.id,
        mentions=extraction.mentions,
        chains=extraction.chains,
        claims=extraction.claims,
    )


def records_of(corpus: Corpus, extractions: Iterable[Extraction]) -> dict[str, Sequence[DataclassInstance]]:
    """All tables of a project, by the names of their files in JSON Lines."""
    drafts = sorted(map(draft_of, extractions), key=lambda draft: draft.document)
    return {
        DOCUMENTS: corpus.articles, MENTIONS: corpus.mentions, ENTITIES: corpus.entities,
        CLAIMS: corpus.claims, LINKS: corpus.links, EXTRACTIONS: drafts,
    }  # fmt: skip


def write_parquet(folder: Path, records: Mapping[str, Sequence[DataclassInstance]]) -> None:
    """Write all tables into ``folder``, which holds none. Raises GraphError."""
    for name, rows in records.items():
        write_table(folder / table_name(name), rows, _RECORDS[name])


def read_records(folder: Path, form: Form, name: str, record: type[Record]) -> Iterator[Record]:
    """The records of one table in the form that the project has; none where it lacks the table."""
    table, lines = folder / table_name(name), folder / name
    if form == "parquet":
        return read_table(table, record) if table.exists() else iter(())
    return read_jsonl(lines, record) if lines.exists() else iter(())


def drop_other_form(folder: Path, form: Form) -> None:
    """Remove records in the form that the project had before: they are out of date, and nobody reads them."""
    for name in _RECORDS:
        if form == "parquet":
            (folder / name).unlink(missing_ok=True)
        else:
            rmtree(folder / table_name(name), ignore_errors=True)
