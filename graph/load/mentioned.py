"""Who is mentioned where, and how often, in twelve bytes a pair: there are more of them than of anything else."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.load.bundle import Bundle


class Mentioned:
    """Pairs of entity and article with their counts, kept until both are nodes."""

    def __init__(self, entities: Sequence[str], articles: Sequence[str]) -> None:
        """Nothing yet, among these ids."""
        self._entities = entities
        self._articles = articles
        self._entity_places = {id_: place for place, id_ in enumerate(entities)}
        self._article_places = {id_: place for place, id_ in enumerate(articles)}
        self._pairs = array("I")
        self._counts = array("I")

    def add(self, bundle: Bundle) -> None:
        """Keep the mentions of an article."""
        article = self._article_places[bundle.id]
        for entity, count in bundle.mentions:
            self._pairs.extend((self._entity_places[entity], article))
            self._counts.append(count)

    def edges(self) -> Iterator[tuple[str, str, dict[str, int]]]:
        """Id of the entity, id of the article, and the count as a property."""
        pairs = iter(self._pairs)
        for entity, article, count in zip(pairs, pairs, self._counts, strict=True):
            yield self._entities[entity], self._articles[article], {"count": count}
