"""Write the graph as one HTML file that needs nothing else: no network, no server, no second file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.export.engine import engine_script, first_sight
from graph.export.layout import lay_out
from graph.export.network import build_network
from graph.export.page_data import page_data
from graph.records import GraphError

if TYPE_CHECKING:
    from graph.records import Corpus

TITLE: Final = "Who did what to whom"

STYLES: Final = ("tokens", "frame", "controls", "evidence", "table", "print")
SCRIPTS: Final = (
    "dom", "corpus", "state", "filter", "connection", "palette", "shapes", "choice", "lines", "labels",
    "drawing", "picker", "facets", "dates", "sentence", "evidence", "overview", "table", "picture",
    "takeaway", "keyboard", "main",
)  # fmt: skip
"""The files of ``web/`` in the order in which the page runs them: each knows those before it."""


class PageError(GraphError):
    """The page cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished page: ``html`` is the whole file. In Jupyter it shows itself."""

    html: str
    title: str

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that its styles and the notebook's never meet."""
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" title="{html.escape(self.title)}" '
            'sandbox="allow-scripts allow-downloads allow-popups allow-modals" '
            'style="width:100%;height:720px;border:1px solid #8884;border-radius:8px"></iframe>'
        )


def write_page(corpus: Corpus, path: Path, *, title: str = TITLE) -> Path:
    """Write the page of ``corpus`` to ``path``, whole or not at all, and return the path.

    Raises PageError where the folder cannot be written; a page that stood there before is then intact.
    """
    content = make_page(corpus, title=title).html.encode("utf-8", "replace")
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or error
        raise PageError(f"The page cannot be written to {path} ({reason}): choose another place.") from error
    return path


def make_page(corpus: Corpus, *, title: str = TITLE) -> Page:
    """The page of ``corpus`` in memory. The same corpus gives the same bytes.

    Raises PageError where a claim's subject or object is not among the entities.
    """
    _check(corpus)
    graph = build_network(corpus)
    places = lay_out(graph)
    numbers = {entity.id: number for number, entity in enumerate(corpus.entities)}
    data = {"title": title, **page_data(corpus, graph, places), "view": first_sight(graph, places, numbers)}
    return Page(html=_assemble(data, title), title=title)


def _check(corpus: Corpus) -> None:
    known = {entity.id for entity in corpus.entities}
    for claim in corpus.claims:
        for end in (claim.subject, claim.object):
            if end not in known:
                raise PageError(
                    f"The claim {claim.id} names {end}, an entity that is not in the graph: build it anew."
                )


def _assemble(data: dict[str, Any], title: str) -> str:
    """Fill the template: all styles and scripts inline, each allowed by its hash and nothing else."""
    styles = [_read(f"{name}.css") for name in STYLES]
    scripts = [engine_script(), *(_read(f"{name}.js") for name in SCRIPTS)]
    parts = {
        "title": html.escape(title),
        "policy": html.escape(_policy(styles, scripts)),
        "styles": "\n".join(f"<style>{style}</style>" for style in styles),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
        "data": _json(data),
    }
    page, _, rest = _read("template.html").partition("{{")
    pieces = [page]
    while rest:
        name, _, rest = rest.partition("}}")
        text, _, rest = rest.partition("{{")
        pieces += [parts[name.strip()], text]
    return "".join(pieces)


def _policy(styles: list[str], scripts: list[str]) -> str:
    """A Content-Security-Policy under which an article's text could not run or load anything."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(script) for script in scripts),
            "style-src " + " ".join(_hash(style) for style in styles),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode()}'"


def _json(data: dict[str, Any]) -> str:
    """JSON for a script element: no ``<`` in it, so that no headline can close the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _read(name: str) -> str:
    return (files("graph.export") / "web" / name).read_text("utf-8").replace("\r\n", "\n")
