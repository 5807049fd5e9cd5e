"""Write the graph in the formats of other programs; each writer says which files it wrote."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from graph.edges import count_edges
from graph.export.follow_the_money import ftm_entities
from graph.export.linked_data import linked_data
from graph.jsonl import write_files
from graph.records import GraphError

if TYPE_CHECKING:
    from pathlib import Path

    from graph.records import Corpus

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(corpus: Corpus, path: Path) -> list[Path]:
    """The counted edges as GraphML, for yEd, Cytoscape, igraph. GraphError where it cannot be written."""
    lines = nx.generate_graphml(_plain_network(corpus), named_key_ids=True)
    return _write(path, [f"{line}\n" for line in lines])


def write_gexf(corpus: Corpus, path: Path) -> list[Path]:
    """The counted edges as GEXF, for Gephi. Raises GraphError where it cannot be written."""
    file = BytesIO()
    nx.write_gexf(_plain_network(corpus), file)
    # networkx writes the day of writing: the same graph must give the same bytes tomorrow.
    return _write(path, [re.sub(r' lastmodifieddate="[^"]*"', "", file.getvalue().decode("utf-8"))])


def write_ftm(corpus: Corpus, path: Path) -> list[Path]:
    """FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and nomenklatura."""
    return _write(path, ftm_entities(corpus))


def write_jsonld(corpus: Corpus, path: Path) -> list[Path]:
    """Linked data with provenance: schema.org, PROV-O and Web Annotation. One document."""
    return _write(path, [linked_data(corpus)])


def write_parquet(corpus: Corpus, folder: Path) -> list[Path]:
    """``entities``, ``articles``, ``claims`` and ``edges`` as Parquet files in ``folder``, for data frames.

    Raises GraphError where pyarrow, which the project does not bring along, is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise GraphError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    tables: dict[str, tuple[Any, ...]] = {
        "entities": corpus.entities,
        "articles": corpus.articles,
        "claims": corpus.claims,
        "edges": count_edges(corpus),
    }
    written = []
    for name, records in tables.items():
        part, path = folder / f".{name}.part", folder / f"{name}.parquet"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            pyarrow.parquet.write_table(
                pyarrow.Table.from_pylist([_columns(record) for record in records]), part
            )
            part.replace(path)
        except OSError as error:
            raise GraphError(f"{path}: cannot be written ({error.strerror or error}).") from error
        finally:
            part.unlink(missing_ok=True)
        written.append(path)
    return written


def _columns(record: Any) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _plain_network(corpus: Corpus) -> nx.MultiDiGraph[Any]:
    """Entities and counted edges with attributes that XML can hold: no lists, no control characters."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for entity in corpus.entities:
        graph.add_node(
            entity.id, label=_xml(entity.name), type=entity.type, aliases=_xml(" | ".join(entity.aliases)),
            iso2=entity.iso2 or "", mentions=entity.mentions,
        )  # fmt: skip
    evidence = {claim.id: claim.evidence for claim in corpus.claims}
    for edge in count_edges(corpus):
        graph.add_edge(
            edge.subject, edge.object, key=edge.relation, relation=edge.relation, claims=edge.claims,
            weight=float(edge.claims), articles=edge.articles, outlets=_xml(" | ".join(edge.outlets)),
            first=edge.first or "", last=edge.last or "", confidence=edge.confidence,
            roles=_xml(" | ".join(edge.roles)), evidence=_xml(evidence[edge.evidence[0]]),
        )  # fmt: skip
    return graph


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _write(path: Path, lines: list[str]) -> list[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{path}: cannot be written ({error.strerror or error}).") from error
    write_files(path.parent, {path.name: lines})
    return [path]
