"""The project directory: the truth on disk, read and written whole, by one writer at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from graph.jsonl import append_jsonl, read_jsonl, to_line, write_files
from graph.records import Corpus, Entity, GraphError, Judgement, Link
from ingest.records import Article, Chain, Claim, Extraction, Mention

FORMAT: Final = 1
MANIFEST: Final = "whowhom.json"
DOCUMENTS: Final = "documents.jsonl"
MENTIONS: Final = "mentions.jsonl"
ENTITIES: Final = "entities.jsonl"
CLAIMS: Final = "claims.jsonl"
LINKS: Final = "links.jsonl"
EXTRACTIONS: Final = "extractions.jsonl"
JUDGEMENTS: Final = "judgements.jsonl"
DATABASE: Final = "graph.arcadedb"
PAGE: Final = "graph.html"
LOCK: Final = ".whowhom.lock"

_OURS: Final = frozenset(
    {MANIFEST, DOCUMENTS, MENTIONS, ENTITIES, CLAIMS, LINKS, EXTRACTIONS, JUDGEMENTS, DATABASE, PAGE, LOCK}
)


class ProjectError(GraphError):
    """A project directory is missing, damaged, in use, or no project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the directory says of itself. It holds no time: two builds of one input are equal to the byte."""

    tool: str
    version: str
    format: int
    counts: dict[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article's extraction without the article, as ``extractions.jsonl`` has it, one a line."""

    document: str
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    claims: tuple[Claim, ...]


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

    def write(self, corpus: Corpus, extractions: Iterable[Extraction] = ()) -> None:
        """Put the corpus into the directory, all files or none; judgements, database and page stay.

        With the ``extractions`` that it was resolved from, later judgements need no second extraction.
        Raises GraphError where the directory cannot be written, or holds something else.
        """
        self._refuse_others()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProjectError(
                f"{self.path}: cannot be written ({_why(error)}); choose another folder."
            ) from error
        drafts = [_draft(extraction) for extraction in extractions]
        counts = {
            DOCUMENTS: len(corpus.articles), MENTIONS: len(corpus.mentions), ENTITIES: len(corpus.entities),
            CLAIMS: len(corpus.claims), LINKS: len(corpus.links), EXTRACTIONS: len(drafts),
        }  # fmt: skip
        manifest = Manifest(
            tool="whowhom", version=_version(), format=FORMAT, counts=counts, notes=corpus.notes
        )
        # The manifest comes last: whole counts of the files that stand beside it prove that all arrived.
        write_files(
            self.path,
            {
                DOCUMENTS: map(to_line, corpus.articles),
                MENTIONS: map(to_line, corpus.mentions),
                ENTITIES: map(to_line, corpus.entities),
                CLAIMS: map(to_line, corpus.claims),
                LINKS: map(to_line, corpus.links),
                EXTRACTIONS: map(to_line, sorted(drafts, key=lambda draft: draft.document)),
                MANIFEST: [json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n"],
            },
        )

    def read(self) -> Corpus:
        """The corpus as it was written. Raises ProjectError or GraphError where it is missing or damaged."""
        manifest = self.manifest()
        corpus = Corpus(
            articles=tuple(read_jsonl(self.path / DOCUMENTS, Article)),
            mentions=tuple(read_jsonl(self.path / MENTIONS, Mention)),
            entities=tuple(read_jsonl(self.path / ENTITIES, Entity)),
            claims=tuple(read_jsonl(self.path / CLAIMS, Claim)),
            links=tuple(read_jsonl(self.path / LINKS, Link)) if (self.path / LINKS).exists() else (),
            notes=manifest.notes,
        )
        found = {
            DOCUMENTS: len(corpus.articles), MENTIONS: len(corpus.mentions),
            ENTITIES: len(corpus.entities), CLAIMS: len(corpus.claims),
        }  # fmt: skip
        for name, count in found.items():
            if manifest.counts.get(name) != count:
                raise ProjectError(
                    f"{self.path / name}: has {count} records where {MANIFEST} counts "
                    f"{manifest.counts.get(name)}; the last build was cut short, build again."
                )
        return corpus

    def extractions(self) -> Iterator[Extraction]:
        """What was extracted, before resolution; nothing where the project was written without."""
        path = self.path / EXTRACTIONS
        if not path.exists():
            return
        articles = {article.id: article for article in read_jsonl(self.path / DOCUMENTS, Article)}
        for draft in read_jsonl(path, Draft):
            if draft.document not in articles:
                raise ProjectError(f"{path}: knows an article that {DOCUMENTS} lacks; build again.")
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
        try:
            found = _parse_manifest(path, path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ProjectError(
                f"{self.path}: there is no project here; make one with: whowhom build ARTICLES -o {self.path}"
            ) from error
        except NotADirectoryError as error:
            raise ProjectError(f"{self.path}: is a file, not a project directory.") from error
        except OSError as error:
            raise ProjectError(f"{path}: cannot be read ({_why(error)}).") from error
        if found.tool != "whowhom" or found.format > FORMAT:
            raise ProjectError(
                f"{path}: has format {found.format} of {found.tool}, and this whowhom reads format {FORMAT}; "
                "install a newer one, or build into another folder."
            )
        return found

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


def _parse_manifest(path: Path, text: str) -> Manifest:
    try:
        found = json.loads(text)
        known = {field.name: found[field.name] for field in fields(Manifest) if field.name in found}
        return Manifest(**{**known, "notes": tuple(found.get("notes", ()))})
    except (ValueError, TypeError, AttributeError) as error:
        raise ProjectError(f"{path}: is no manifest of whowhom; choose another folder.") from error


def _draft(extraction: Extraction) -> Draft:
    return Draft(
        document=extraction.article.id,
        mentions=extraction.mentions,
        chains=extraction.chains,
        claims=extraction.claims,
    )


def _version() -> str:
    try:
        return version("whowhom")
    except PackageNotFoundError:
        return "0"  # run from the source tree, not installed


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()
