"""The project directory: the truth on disk, read and written whole, by one writer at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from graph.journal import is_unfinished
from graph.jsonl import append_jsonl, read_jsonl, to_line, write_files
from graph.jsonl_reader import CLAIMS, DOCUMENTS, ENTITIES, MENTIONS, open_jsonl
from graph.ledger import Source
from graph.manifest import PARQUET_FORMAT, Form, Manifest, ProjectError, our_version, read_manifest
from graph.parquet import open_parquet, table_name
from graph.reading import Reader
from graph.records import Corpus, Judgement, Link
from graph.replacing import FRESH, is_unsettled, replacing, settle
from graph.tables import (
    EXTRACTIONS,
    LINKS,
    PARQUET_TABLES,
    Draft,
    drop_other_form,
    read_records,
    records_of,
    write_parquet,
)
from ingest.records import Article, Extraction

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

MANIFEST: Final = "whowhom.json"
SOURCES: Final = "sources.jsonl"
JUDGEMENTS: Final = "judgements.jsonl"
JOURNAL: Final = ".journal.jsonl"
INBOX: Final = "inbox"
DATABASE: Final = "graph.arcadedb"
PAGE: Final = "graph.html"
LOCK: Final = ".whowhom.lock"

__all__ = ["Project", "ProjectError"]

_OURS: Final = frozenset(
    {MANIFEST, DOCUMENTS, MENTIONS, ENTITIES, CLAIMS, LINKS, EXTRACTIONS, SOURCES, JUDGEMENTS, JOURNAL, INBOX}
    | {DATABASE, PAGE, LOCK, FRESH}
    | PARQUET_TABLES
)


class Project:
    """A handle on a project directory. Making one touches no disk; ``open`` makes sure that it is there."""

    def __init__(self, path: Path) -> None:
        """Point at ``path``, whatever is there."""
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Project:
        """The project that stands at ``path``. Raises ProjectError where none does."""
        project = cls(path)
        project.manifest()
        return project

    @property
    def database(self) -> Path:
        """Where the embedded database lies, if it was built."""
        return self.path / DATABASE

    @property
    def page(self) -> Path:
        """Where the page lies, if it was written."""
        return self.path / PAGE

    @property
    def journal(self) -> Path:
        """Where a build keeps what it has extracted, until it is done."""
        return self.path / JOURNAL

    @property
    def inbox(self) -> Path:
        """Where the entries of feeds are kept, as sources like any other."""
        return self.path / INBOX

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Make the directory where it is missing, and keep it to oneself while the context lasts.

        Raises ProjectError where the directory holds something else, cannot be written, or is locked.
        """
        from filelock import FileLock, Timeout

        self._refuse_others()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            held = FileLock(self.path / LOCK, blocking=False)
            held.acquire()
            settle(self.path)
        except Timeout as error:
            raise ProjectError(
                f"{self.path}: another whowhom is writing it; wait until it has ended."
            ) from error
        except (OSError, NotImplementedError) as error:
            raise ProjectError(
                f"{self.path}: cannot be written ({_why(error)}); choose another folder."
            ) from error
        try:
            yield
        finally:
            held.release()

    @contextmanager
    def replacing(self) -> Iterator[Path]:
        """A folder to write new files, database and page into; on leaving, all of them take their places.

        What fails within changes nothing, and a kill at any moment leaves all old or all new ones.
        Raises ProjectError where the directory cannot be written, or holds something else.
        """
        self._refuse_others()
        try:
            with replacing(self.path) as fresh:
                yield fresh
            drop_other_form(self.path, self._old_manifest().records)
        except OSError as error:
            raise ProjectError(
                f"{self.path}: cannot be written ({_why(error)}); nothing was changed: choose another folder, "
                "or make room, and run it again."
            ) from error

    def write(self, corpus: Corpus, extractions: Iterable[Extraction] = ()) -> None:
        """Put the corpus into the directory, all files or none; judgements, database and page stay.

        With the ``extractions`` that it was resolved from, later judgements need no second extraction.
        Raises GraphError where the directory cannot be written, or holds something else.
        """
        with self.replacing() as fresh:
            self.write_into(fresh, corpus, extractions)

    def write_into(
        self,
        folder: Path,
        corpus: Corpus,
        extractions: Iterable[Extraction] = (),
        *,
        sources: Iterable[Source] | None = None,
        extraction: str | None = None,
        min_confidence: float | None = None,
        form: Form | None = None,
    ) -> None:
        """Write the project's files into ``folder``, which ``replacing`` gave.

        ``sources`` and what follows are those of the project as it stands, where they are not given.
        """
        old = self._old_manifest()
        records = records_of(corpus, extractions)
        manifest = Manifest(
            version=our_version(),
            counts={name: len(rows) for name, rows in records.items()},
            notes=corpus.notes,
            extraction=old.extraction if extraction is None else extraction,
            min_confidence=old.min_confidence if min_confidence is None else min_confidence,
            records=form or old.records,
        )
        ledger = {} if sources is None else {SOURCES: map(to_line, sources)}
        if manifest.records == "parquet":
            write_parquet(folder, records)
            self.write_manifest(folder, manifest, ledger)
            return
        # The manifest comes last: whole counts of the files that stand beside it prove that all arrived.
        lines = {name: map(to_line, rows) for name, rows in records.items()}
        write_files(folder, {**lines, **ledger, MANIFEST: [manifest.to_text()]})

    def write_manifest(
        self, folder: Path, manifest: Manifest, ledger: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """Write what says of the tables in ``folder`` how many records each has, once they are there."""
        counts = {table_name(name): count for name, count in manifest.counts.items()}
        told = replace(manifest, format=PARQUET_FORMAT, records="parquet", counts=counts)
        write_files(folder, {**(ledger or {}), MANIFEST: [told.to_text()]})

    def sources(self) -> tuple[Source, ...]:
        """Which files were read, with what they gave; none where the project was not built from files."""
        path = self.path / SOURCES
        return tuple(read_jsonl(path, Source)) if path.exists() else ()

    def reader(self) -> Reader:
        """The corpus in streams, for what need not hold all of it. Raises as ``read`` does."""
        manifest = self.manifest()
        opened = open_parquet if manifest.records == "parquet" else open_jsonl
        return opened(self.path, manifest.counts)

    def read(self) -> Corpus:
        """The corpus as it was written. Raises ProjectError or GraphError where it is missing or damaged."""
        reader = self.reader()
        return Corpus(
            articles=tuple(reader.articles()),
            mentions=tuple(reader.mentions()),
            entities=tuple(reader.entities()),
            claims=tuple(reader.claims()),
            links=tuple(self._records(LINKS, Link)),
            notes=self.manifest().notes,
        )

    def articles(self) -> Iterator[Article]:
        """The articles, one at a time, as they were read: what only the corpus knows is left out."""
        for article in self._records(DOCUMENTS, Article):
            yield replace(article, story="")

    def extractions(self) -> Iterator[Extraction]:
        """What was extracted, before resolution; nothing where the project was written without."""
        drafts = self._records(EXTRACTIONS, Draft)
        articles: dict[str, Article] | None = None
        for draft in drafts:
            articles = articles or {article.id: article for article in self.articles()}
            if draft.document not in articles:
                raise ProjectError(
                    f"{self.path / EXTRACTIONS}: knows an article that {DOCUMENTS} lacks; build again."
                )
            yield Extraction(
                article=articles[draft.document],
                mentions=draft.mentions,
                chains=draft.chains,
                claims=draft.claims,
            )

    def judgements(self) -> tuple[Judgement, ...]:
        """The user's decisions in the order in which they were made; none where there is no file."""
        path = self.path / JUDGEMENTS
        return tuple(read_jsonl(path, Judgement)) if path.exists() else ()

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Add decisions to the end of the file. Raises GraphError where it cannot be written."""
        append_jsonl(self.path / JUDGEMENTS, judgements)

    def manifest(self) -> Manifest:
        """What the directory says of itself. Raises ProjectError where there is no project."""
        path = self.path / MANIFEST
        self._settle()
        try:
            return read_manifest(path)
        except FileNotFoundError as error:
            if is_unfinished(self.journal):
                raise ProjectError(
                    f"{self.path}: its first build was cut short; run the same command again, it goes on there."
                ) from error
            raise ProjectError(
                f"{self.path}: there is no project here; make one with: whowhom build ARTICLES -o {self.path}"
            ) from error
        except NotADirectoryError as error:
            raise ProjectError(f"{self.path}: is a file, not a project directory.") from error
        except OSError as error:
            raise ProjectError(f"{path}: cannot be read ({_why(error)}).") from error

    def _settle(self) -> None:
        """Bring to its end what a killed process began, unless one that lives is at it."""
        from filelock import FileLock, Timeout

        if not is_unsettled(self.path):
            return
        try:
            with FileLock(self.path / LOCK, blocking=False):
                settle(self.path)
        except (Timeout, OSError, NotImplementedError):
            return  # the files say for themselves whether they are whole

    def _records(self, name: str, record: type[Record]) -> Iterator[Record]:
        return read_records(self.path, self._old_manifest().records, name, record)

    def _old_manifest(self) -> Manifest:
        return self.manifest() if (self.path / MANIFEST).exists() else Manifest(counts={})

    def _refuse_others(self) -> None:
        """Never write into a folder that holds something else, for fear of what would be lost."""
        try:
            names = {entry.name for entry in self.path.iterdir()}
        except FileNotFoundError:
            return
        except NotADirectoryError as error:
            raise ProjectError(f"{self.path}: is a file; choose another folder.") from error
        except OSError as error:
            raise ProjectError(
                f"{self.path}: cannot be read ({_why(error)}); choose another folder."
            ) from error
        if MANIFEST in names:
            self.manifest()
            return
        others = sorted(name for name in names - _OURS if not name.endswith((".part", ".new")))
        if others:
            raise ProjectError(
                f"{self.path}: holds something else ('{others[0]}') and was left as it is; "
                "choose another folder."
            )


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()
