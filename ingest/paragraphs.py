"""The step that ends a sentence where a paragraph ends, and not in the midst of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc


class Paragraphs:
    """Marks where sentences start and where they cannot; the parser keeps to what is marked.

    The first word after a line break starts one, for a headline has no full stop. Behind a plain word none
    starts: thirteen of fourteen such starts that the parser makes in news cut a name or a clause in two.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of one Doc and return it."""
        broken, plain = False, False
        for token in doc:
            if token.is_space:
                broken = broken or "\n" in token.text
                if token.i:
                    # The white space itself belongs to the sentence before, so that no sentence is blank.
                    token.is_sent_start = False
            elif broken:
                token.is_sent_start = True
                broken = False
            elif plain:
                token.is_sent_start = False
            plain = token.text[-1:].isalnum()
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Mark the Docs of a stream, in order."""
        for doc in stream:
            yield self(doc)


@Language.factory("whowhom_paragraphs")
def create_paragraphs(nlp: Language, name: str) -> Paragraphs:
    """The spaCy factory of the component ``whowhom_paragraphs``."""
    return Paragraphs()
