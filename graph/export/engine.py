"""Let pyvis draw: its nodes, edges and options of the first sight, and the engine that its wheel carries."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from graph.export.layout import CORE, Plane, rank

if TYPE_CHECKING:
    import networkx as nx

_ENGINE: Final = "lib/vis-9.1.2/vis-network.min.js"

_OPTIONS: Final[dict[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 1_000_000},
    "nodes": {"labelHighlightBold": False},
    "edges": {"selectionWidth": 0, "hoverWidth": 0, "arrowStrikethrough": False},
}
"""Physics is off: the layout is computed beforehand. The page has keys and tooltips of its own."""


def engine_script() -> str:
    """The source of vis-network as pyvis ships it, without the pointer to a source map that is not there."""
    source = (files("pyvis") / _ENGINE).read_text("utf-8")
    return source.split("//# sourceMappingURL")[0].replace("\r\n", "\n")


def first_sight(graph: nx.MultiDiGraph[Any], places: Plane, numbers: dict[str, int]) -> dict[str, Any]:
    """What pyvis makes of the most connected nodes: ``nodes``, ``edges`` and ``options`` of vis-network.

    Nodes are named by their ``numbers``, edges by subject, relation and object, as the page names them.
    """
    # pyvis imports IPython: half a second that only a caller who draws should pay.
    from pyvis.network import Network

    shown = [node for node in rank(graph)[:CORE] if graph.degree(node)]
    network = Network(directed=True, cdn_resources="local")
    network.set_options(json.dumps(_OPTIONS))
    network.from_nx(_numbered(graph.subgraph(shown), places, numbers))
    return {"nodes": network.nodes, "edges": network.edges, "options": network.options}


def _numbered(graph: nx.MultiDiGraph[Any], places: Plane, numbers: dict[str, int]) -> nx.MultiDiGraph[Any]:
    """The graph in pyvis's terms: whole numbers for nodes, and only attributes that vis-network knows."""
    import networkx as nx

    drawn: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for node in sorted(graph, key=lambda node: numbers[node]):
        x, y = places[node]
        drawn.add_node(numbers[node], group=graph.nodes[node]["type"], x=x, y=y, size=12, label=" ")
    for subject, object_, relation, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        if data["claims"]:
            name = f"{numbers[subject]}-{relation}-{numbers[object_]}"
            drawn.add_edge(numbers[subject], numbers[object_], id=name, weight=1)
    return drawn
