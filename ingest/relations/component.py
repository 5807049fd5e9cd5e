"""The spaCy component whowhom_relations: mentions in, claims out, with the model's opinions of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import extensions
from ingest.pipeline import batched
from ingest.relations.claims import read_docs
from ingest.relations.model import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc


class Relations:
    """Fills ``doc._.whowhom_claims`` from ``doc._.whowhom_mentions``; needs tags, lemmas and a parse.

    ``doc._.whowhom_scores`` has the model's scores by claim id, for whoever judges the qualifiers.
    """

    def __init__(self, *, model: Path | None = FOLDER) -> None:
        """Read with the trained model in this folder; with the patterns alone if there is none."""
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Find the claims of a stream of Docs, in order."""
        extensions.register()
        for docs in batched(stream, batch_size):
            for doc, found in zip(docs, read_docs(docs, self.model), strict=True):
                doc._.whowhom_claims = tuple(claim for claim, _ in found)
                doc._.whowhom_scores = {claim.id: opinion.scored for claim, opinion in found if opinion}
                yield doc
