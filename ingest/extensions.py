"""The spaCy Doc attributes through which the analysis steps hand records to each other."""

from __future__ import annotations

from spacy.tokens import Doc

from ingest.records import Article, content_id

_DEFAULTS: dict[str, object] = {
    "whowhom_article": None,
    "whowhom_mentions": (),
    "whowhom_chains": (),
    "whowhom_claims": (),
    "whowhom_scores": None,
    "whowhom_gate": None,
}


def register() -> None:
    """Declare the attributes; calling it again changes nothing."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def article_of(doc: Doc) -> Article:
    """The article that the Doc was made from, or one made of the bare text for a spaCy user's own Doc."""
    register()
    article = doc._.whowhom_article
    if article is None:
        text = doc.text
        article = Article(id=content_id(text), path="", text=text)
        doc._.whowhom_article = article
    if not isinstance(article, Article):
        raise TypeError(f"doc._.whowhom_article must be an Article, not {type(article).__name__}")
    return article


def text_of(doc: Doc) -> str:
    """The text of a Doc; ``doc.text`` joins all tokens again at every call, which costs more than a parse."""
    return article_of(doc).text
