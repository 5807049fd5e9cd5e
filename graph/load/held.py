"""What a Neo4j server holds, of ours and of others: asked before a load writes, and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.load import statements as cypher
from graph.load.batches import batches
from graph.store.interface import Rows, StoreError
from graph.store.neo4j import PATIENCE
from graph.store.schema import NODE_LABELS, STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.load.counts import Expected
    from graph.store.neo4j import Neo4jStore

_IDS = 10_000


class Held:
    """Questions to the server; nothing here changes it."""

    def __init__(self, store: Neo4jStore) -> None:
        """Ask ``store``."""
        self._store = store

    def articles(self) -> dict[str, dict[str, Any]]:
        """Our articles by id: hash, and how many claims and mentioned entities hang on each."""
        return {str(row["id"]): row for row in self._ask(cypher.ARTICLES)}

    def hashes(self, text: str) -> dict[str, str]:
        """Hashes by id, as one of the statements gives them."""
        return {str(row["id"]): str(row["hash"]) for row in self._ask(text)}

    def ids(self, text: str, ids: Iterable[str] = ()) -> list[str]:
        """Ids that a statement finds, sorted; it may take some to begin with."""
        return sorted(str(row["id"]) for row in self._ask(text, {"ids": list(ids)}))

    def has_others(self, label: str) -> bool:
        """Whether nodes with this label are there that are not ours."""
        ((number,),) = self._ask(cypher.others(label)).rows
        return bool(number)

    def refuse_foreign(self, label: str, ids: list[str]) -> None:
        """Raise StoreError where a node that is not ours bears an id of ours."""
        for some in batches(ids, _IDS):
            for row in self._ask(cypher.foreign(label), {"ids": some}):
                raise StoreError(
                    f"{self._store.address} has a {label} of someone else's with the id {row['id']}, which the"
                    " project uses: load into another database."
                )

    def refuse_stranger(self, there: set[str], ids: set[str]) -> None:
        """Raise StoreError where none of the articles that are ``there`` is one of ours (``ids``)."""
        if there and ids.isdisjoint(there):
            raise StoreError(
                f"{self._store.address} holds the graph of another project ({len(there)} articles, none of"
                " them in this one): load into another database, or say that it is to be replaced."
            )

    def differences(self, expected: Expected) -> list[tuple[str, int, int]]:
        """Where the server's counts are not the expected ones: kind, found, expected."""
        found = ((kind, self._counted(kind), number) for kind, number in expected.items())
        return [(kind, there, number) for kind, there, number in found if there != number]

    def _counted(self, kind: str) -> int:
        if kind in NODE_LABELS:
            text = cypher.count_nodes(kind)
        elif kind in STRUCTURE:
            text = cypher.count_links(kind, *STRUCTURE[kind])
        else:
            text = cypher.count_edges(kind)
        ((number,),) = self._ask(text).rows
        return int(str(number))

    def _ask(self, text: str, parameters: dict[str, Any] | None = None) -> Rows:
        return self._store.query(text, parameters, timeout=PATIENCE)
