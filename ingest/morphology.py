"""Parts of speech, morphology and lemmas by the stock model's own rules, asked once for each word as tagged.

The stock ruler and lemmatizer look at one word at a time, at its form and tag, at its dependency where a rule
names it, and in a few rules at its neighbour ("gon na"). Asked again for every "the", they would cost as much as
the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.vocab import Vocab

NAME: Final = "whowhom_morphology"
STOCK: Final = ("attribute_ruler", "lemmatizer")
ANY: Final = "any"
"""Stands for every dependency that no rule names, when the stock components are asked."""
SET: Final = [TAG, POS, MORPH, LEMMA]
MOST: Final = 200_000
"""Remembered words; then the memory begins anew, so that a worker's does not grow with the archive."""

Key = tuple[int, ...]
"""Tag, form and dependency."""
Answer = tuple[int, ...]
"""In the order of ``SET``, then the dependency."""


@Language.factory(NAME)
def create_morphology(nlp: Language, name: str) -> Morphology:
    """The spaCy factory of the component ``whowhom_morphology``; it takes the place of the stock two."""
    stock = [pipe for label, pipe in nlp.components if label in STOCK]
    for label in STOCK:
        if label in nlp.pipe_names:
            nlp.disable_pipe(label)
    return Morphology(nlp.vocab, stock)


class Morphology:
    """Sets part of speech, morphology and lemma of every token of a tagged and parsed Doc."""

    def __init__(self, vocab: Vocab, stock: Sequence[Any]) -> None:
        """Ask these components, in their order."""
        self.vocab, self.stock = vocab, stock
        self.known: dict[tuple[Key, ...], tuple[Answer, ...]] = {}
        self.stop: Key = tuple(vocab.strings.add(text) for text in (".", ".", "punct"))
        self.phrases = Matcher(vocab)
        rules = [rule for pipe in stock for row in getattr(pipe, "patterns", ()) for rule in row["patterns"]]
        for number, rule in enumerate(rules):
            if len(rule) > 1:
                self.phrases.add(str(number), [rule])
        self.named = np.array(sorted(map(vocab.strings.add, _dependencies(rules))), dtype="uint64")
        self.any = vocab.strings.add(ANY)
        for pipe in stock:
            _index_lemmas(pipe)

    def __call__(self, doc: Doc) -> Doc:
        """Fill one Doc and return it."""
        if not len(doc):
            return doc
        asked = doc.to_array([TAG, ORTH, DEP])
        asked[~np.isin(asked[:, 2], self.named), 2] = self.any
        keys: list[Key] = list(map(tuple, asked.tolist()))
        unknown = sorted({key for key in keys if (key,) not in self.known})
        # With a full stop between them, lest two make a phrase that the text does not have.
        apart = [part for key in unknown for part in (key, self.stop)]
        for key, answer in zip(unknown, self._ask(apart)[::2], strict=True):
            self.known[key,] = (answer,)
        rows = np.array([self.known[key,][0] for key in keys], dtype="uint64")
        dependencies, rows = rows[:, -1], rows[:, :-1]
        for n in np.flatnonzero(dependencies != asked[:, 2]).tolist():
            doc[n].dep = int(dependencies[n])  # of white space that would be a root
        for _, start, end in self.phrases(doc) if len(self.phrases) else ():
            phrase = tuple(keys[start:end])
            if phrase not in self.known:
                self.known[phrase] = tuple(self._ask(phrase))
            rows[start:end] = [answer[:-1] for answer in self.known[phrase]]
        doc.from_array(SET, rows)  # type: ignore[arg-type]  # numpy's own typing is wider
        if len(self.known) > MOST:
            self.known.clear()
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Fill a stream of Docs, in order."""
        return map(self, stream)

    def _ask(self, keys: Sequence[Key]) -> list[Answer]:
        """What the stock components say of words that stand beside each other with this tag and dependency."""
        if not keys:
            return []
        text = self.vocab.strings
        doc = Doc(
            self.vocab,
            words=[text[form] for _, form, _ in keys],
            spaces=[False] * len(keys),
            tags=[text[tag] for tag, _, _ in keys],
            deps=[text[dependency] for _, _, dependency in keys],
            heads=list(range(len(keys))),
        )
        for pipe in self.stock:
            doc = pipe(doc)
        return [tuple(row) for row in doc.to_array([*SET, DEP]).tolist()]


def _dependencies(rules: Iterable[Sequence[dict[str, Any]]]) -> Iterator[str]:
    """The dependencies that the ruler's patterns name, and none at all."""
    yield ""
    for rule in rules:
        for word in rule:
            asked = word.get("DEP", {})
            yield from (
                [asked] if isinstance(asked, str) else (name for names in asked.values() for name in names)
            )


def _index_lemmas(pipe: Any) -> None:
    """Known base forms as sets: the stock tables are lists, in which a form is looked for from start to end."""
    lookups: Any = getattr(pipe, "lookups", None)
    if lookups is not None and "lemma_index" in lookups:
        table = lookups.get_table("lemma_index")
        for part in list(table):
            table[part] = frozenset(table[part])
