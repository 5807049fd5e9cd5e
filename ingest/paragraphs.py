"""The step that ends a sentence where a paragraph ends, and not in the midst of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc


class Paragraphs:
    """Marks where sentences start and where they cannot; the parser keeps to what is marked.

    The first word after a line break starts one, for a headline has no full stop. Behind a plain word none
    starts: thirteen of fourteen such starts that the parser makes in news cut a name or a clause in two.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of one Doc and return it."""
        # As one array: token by token spaCy looks at each mark whether the whole Doc is parsed already.
        marks = np.array(list(_starts(doc)), dtype=np.int64).view(np.uint64)
        doc.from_array([SENT_START], marks)  # type: ignore[arg-type]  # one attribute is one row
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Mark the Docs of a stream, in order."""
        for doc in stream:
            yield self(doc)


def _starts(doc: Doc) -> Iterator[int]:
    """For each token 1 where a sentence starts, -1 where none may, 0 where the parser decides."""
    broken, plain = False, False
    for token in doc:
        text = token.text
        if token.is_space:
            broken = broken or "\n" in text
            # The white space itself belongs to the sentence before, so that no sentence is blank.
            yield -1 if token.i else 1
        elif broken or not token.i:
            broken = False
            yield 1
        else:
            yield -1 if plain else 0
        plain = text[-1:].isalnum()


@Language.factory("whowhom_paragraphs")
def create_paragraphs(nlp: Language, name: str) -> Paragraphs:
    """The spaCy factory of the component ``whowhom_paragraphs``."""
    return Paragraphs()
