"""Makes entities, database and page anew from what was extracted, after the user has decided something."""

from __future__ import annotations

from graph.export.page import write_page
from graph.load import build_database
from graph.project import Project
from graph.records import Corpus, GraphError
from graph.resolve import resolve


def rebuild(project: Project) -> Corpus:
    """Resolve again with all judgements and write everything that follows from it; nothing is extracted anew.

    Raises:
        GraphError: the project was written without its extractions, or cannot be written.
    """
    extractions = list(project.extractions())
    if not extractions:
        raise GraphError(f"{project.path}: holds no extractions: build it again from its articles")
    corpus = resolve(extractions, project.judgements())
    project.write(corpus, extractions)
    write_outputs(corpus, project)
    return corpus


def write_outputs(corpus: Corpus, project: Project) -> None:
    """The embedded database and the page of a corpus."""
    build_database(corpus, project.database)
    write_page(corpus, project.page, title=project.path.resolve().stem)
