"""An embedded database that is there already, changed in bulk: first what goes, then what differs, then what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.store.bulk import EmbeddedWriter
from graph.store.engine import engine_error
from graph.store.schema import ARTICLE, CLAIM, ENTITY, KEYED_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_IDS = 1_000
"""So many ids a statement: each is a transaction."""

_REMOVE_CLAIMS = f"MATCH (:{ARTICLE} {{id: id}})<-[:STATED_IN]-(c:{CLAIM}) DETACH DELETE c"


class EmbeddedAmender(EmbeddedWriter):
    """A writer to a database that an ``EmbeddedWriter`` made. Its folder must be nobody else's.

    What is removed, and what is set, must be before the first node or relationship that is added, so that
    the engine ties all of these in one go.
    """

    def _open(self, library: Any, path: str) -> Any:
        return library.open_database(path, read_only=False)

    def _count_off(self) -> dict[str, str]:
        rows = (
            row.to_dict()
            for label in KEYED_LABELS
            if label != CLAIM
            for row in self._database.query("sql", f"SELECT @rid AS number, id FROM {label}")
        )
        try:
            return {row["id"]: str(row["number"]) for row in rows}
        except engine_error():
            self._database.close()  # it is damaged, and its place is wanted for another
            raise

    def remove_articles(self, ids: Iterable[str]) -> None:
        """Remove articles and the claims that stand in them, with all relationships of either."""
        for some in _parts(ids):
            self._queue(self._run, f"UNWIND $ids AS id {_REMOVE_CLAIMS}", {"ids": some})
            self._queue(self._run, _removal(ARTICLE), {"ids": some})

    def remove_nodes(self, label: str, ids: Iterable[str]) -> None:
        """Remove nodes with all their relationships."""
        for some in _parts(ids):
            self._queue(self._run, _removal(label), {"ids": some})

    def remove_edges(self, kind: str, ids: Iterable[str]) -> None:
        """Remove counted edges of a relation by their ids; those that went with a node are gone already."""
        text = f"MATCH (:{ENTITY})-[r:{kind}]->(:{ENTITY}) WHERE r.id IN $ids DELETE r"
        for some in _parts(ids):
            self._queue(self._run, text, {"ids": some})

    def set_nodes(self, label: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Give nodes these properties and no others; each row has an ``id``. Relationships stay."""
        text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n = row.node"
        for some in _parts({"id": row["id"], "node": dict(row)} for row in rows):
            self._queue(self._run, text, {"rows": some})

    def _run(self, text: str, parameters: Mapping[str, object]) -> None:
        # One transaction for all of its rows: left to itself, the engine takes one for each.
        with self._database.transaction():
            self._database.command("opencypher", text, dict(parameters))


def _removal(label: str) -> str:
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"


def _parts(items: Iterable[Any]) -> Iterator[Sequence[Any]]:
    found = list(items)
    for start in range(0, len(found), _IDS):
        yield found[start : start + _IDS]
