"""Makes entities, database and page anew from what was extracted, after the user has decided something."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from graph.export.page import write_page
from graph.load.embedded import build_database
from graph.project import DATABASE, PAGE, Project
from graph.records import Corpus, GraphError
from graph.resolve import resolve
from ingest.records import Extraction


def rebuild(project: Project) -> Corpus:
    """Resolve again with all judgements and write everything that follows from it; nothing is extracted anew.

    Raises:
        GraphError: the project was written without its extractions, or cannot be written.
    """
    extractions = list(project.extractions())
    if not extractions:
        raise GraphError(f"{project.path}: holds no extractions: build it again from its articles")
    corpus = resolve(confident(extractions, project.manifest().min_confidence), project.judgements())
    with project.replacing() as folder:
        write_outputs(
            corpus,
            folder,
            lambda: project.write_into(folder, corpus, extractions),
            title=project.path.resolve().stem,
            earlier=project.database,
        )
    return corpus


def confident(extractions: Iterable[Extraction], minimum: float) -> list[Extraction]:
    """The extractions without the claims under a confidence. The project keeps them, for another minimum."""
    return [
        replace(one, claims=tuple(claim for claim in one.claims if claim.confidence >= minimum))
        for one in extractions
    ]


def write_outputs(
    corpus: Corpus,
    folder: Path,
    write_files: Callable[[], None] | None = None,
    *,
    title: str,
    earlier: Path | None = None,
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> None:
    """The page and the database of a corpus, and the files that ``write_files`` writes, all in ``folder``.

    ``earlier`` is the project's database of before, of which the new one takes over what has not changed.
    The database's engine works outside Python, on another core: files and page are written meanwhile.
    """
    with ThreadPoolExecutor(1) as aside:
        database = aside.submit(build_database, corpus, folder / DATABASE, earlier=earlier)
        if write_files is not None:
            with progress("write"):
                write_files()
        with progress("page"):
            write_page(corpus, folder / PAGE, title=title)
        with progress("database"):
            database.result()
