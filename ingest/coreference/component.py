"""The component that gathers mentions into chains: names first, then descriptions and pronouns in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ingest.coreference import organizations, persons
from ingest.coreference.cluster import Cluster
from ingest.coreference.posts import beside, kind_before, noun_gender, title_gender
from ingest.coreference.pronouns import PRONOUNS
from ingest.coreference.reading import Reader
from ingest.countries import lookup
from ingest.extensions import article_of, register, text_of
from ingest.gazetteer import fold
from ingest.mentions import offices
from ingest.mentions.lexicon import Gender
from ingest.records import Chain, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TELLING: Final = 5
"""How many times more often than the other gender's a pronoun must be used to tell whom an article is about."""


def resolve_mentions(doc: Doc, mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], tuple[Chain, ...]]:
    """The mentions that belong to a named entity, pronouns and descriptions among them, and their chains.

    Each mention's ``entity`` is the id of its chain and ``reason`` says why; what cannot be linked with
    confidence is left out. Chains are numbered by first mention: ``f"{document}:{n}"``.
    """
    found = sorted(mentions, key=lambda m: (m.start, m.end))
    clusters = gather_names(doc, [m for m in found if m.kind == "name"])
    described = [m for m in found if m.kind == "description"]
    titles = [(m, body) for m in described if (body := offices.body_of(text_of(doc), m))]
    if _is_american(clusters):
        _add_offices(clusters, titles)
    unnamed = {id(m) for m, _ in titles}
    Reader(doc, clusters, [m for m in described if id(m) not in unnamed]).read()
    return _chains(doc, clusters)


def gather_names(doc: Doc, names: list[Mention]) -> list[Cluster]:
    """The clusters of the named entities, with what stands beside their names, before any pronoun is read."""
    clusters = _countries(names)
    clusters += persons.gather([(m, _title_gender(doc, m)) for m in names if m.type == "Person"])
    bodies = [m for m in names if m.type == "Organization"]
    clusters += organizations.gather(text_of(doc), bodies, american=_is_american(clusters))
    for cluster in clusters:
        _learn(doc, cluster)
    _learn_from_pronouns(doc, [c for c in clusters if c.type == "Person"])
    return clusters


def _learn_from_pronouns(doc: Doc, persons: list[Cluster]) -> None:
    """ "She" all through an article that has one hero: what her first name seems to tell counts less."""
    counts = Counter(PRONOUNS[t.lower_].gender for t in doc if t.lower_ in PRONOUNS)
    order: tuple[Gender, Gender] = ("m", "f") if counts["m"] > counts["f"] else ("f", "m")
    usual, other = order
    ranked = sorted(persons, key=lambda c: -len(c.mentions))
    if not ranked or counts[usual] < _TELLING * max(1, counts[other]):
        return
    hero, next_ = ranked[0], ranked[1:2]
    if any(len(hero.mentions) < 2 * len(c.mentions) for c in next_) or hero.gender == usual:
        return
    # A first name misleads now and then; but then nobody else in the article explains the pronouns.
    if not hero.gender or (hero.genders[hero.gender] == 1 and not any(c.gender == usual for c in persons)):
        hero.genders[usual] += 2


def _add_offices(clusters: list[Cluster], titles: list[tuple[Mention, str]]) -> None:
    """Titles that stand for a body mention it, whether or not the article names it."""
    known = {c.canonical: c for c in clusters if c.type == "Organization" and c.canonical}
    for mention, body in titles:
        if body not in known:
            known[body] = Cluster(type="Organization", canonical=body)
            clusters.append(known[body])
        known[body].add(mention, f"{mention.text!r} sits in the {body}")


def _title_gender(doc: Doc, mention: Mention) -> Gender:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return title_gender(span) if span is not None else ""


def _countries(names: list[Mention]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in names:
        if mention.type == "Country":
            country = lookup(mention.text)
            name = country.name if country else mention.text
            if name not in clusters:
                iso2 = country.iso2 if country else None
                clusters[name] = Cluster(type="Country", canonical=country.name if country else "", iso2=iso2)
            same = fold(mention.text) == fold(name)
            clusters[name].add(mention, "name" if same else f"stands for {name}")
    return list(clusters.values())


def _is_american(clusters: list[Cluster]) -> bool:
    """No country is named more often, or both of its parties are: news from elsewhere seldom knows both."""
    counts = Counter({c.canonical: len(c.mentions) for c in clusters if c.type == "Country"})
    if counts["United States"] >= max(counts.values(), default=0):
        return True
    return {"Republican Party", "Democratic Party"} <= {c.canonical for c in clusters}


def _learn(doc: Doc, cluster: Cluster) -> None:
    """Posts, descriptions and the gender they tell, from what stands beside each mention."""
    for mention in cluster.mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or cluster.type == "Country":
            continue
        if cluster.type == "Organization" and (kind := kind_before(span)):
            cluster.kinds[kind] += 1
        for phrase, noun in beside(span):
            cluster.titles[phrase] += 1
            if gender := noun_gender(noun):
                cluster.genders[gender] += 1


def _chains(doc: Doc, clusters: list[Cluster]) -> tuple[tuple[Mention, ...], tuple[Chain, ...]]:
    document = article_of(doc).id
    mentions, chains = [], []
    clusters = sorted(
        (c for c in clusters if c.mentions), key=lambda c: min((m.start, m.end) for m in c.mentions)
    )
    for number, cluster in enumerate(clusters):
        chain_id = f"{document}:{number}"
        chains.append(
            Chain(
                id=chain_id, document=document, name=cluster.name(), type=cluster.type, iso2=cluster.iso2,
                aliases=tuple(sorted({m.text for m in cluster.mentions if m.kind != "pronoun" and not _is_title(m)})),
                titles=tuple(sorted(cluster.titles)),
            )
        )  # fmt: skip
        for mention, reason in zip(cluster.mentions, cluster.reasons, strict=True):
            mentions.append(_placed(mention, chain_id, reason))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end))), tuple(chains)


def _is_title(mention: Mention) -> bool:
    """ "Sen." mentions the Senate, and is no name for it."""
    return mention.type == "Organization" and mention.kind == "description" and mention.text[:1].isupper()


def _placed(mention: Mention, chain: str, reason: str) -> Mention:
    return Mention(
        document=mention.document, start=mention.start, end=mention.end, text=mention.text, kind=mention.kind,
        type=mention.type, entity=chain, reason=reason, score=mention.score,
    )  # fmt: skip


class Coreference:
    """Sets ``doc._.whowhom_chains`` and gives the mentions in ``doc._.whowhom_mentions`` their chain."""

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the mentions of one Doc and return it."""
        register()
        doc._.whowhom_mentions, doc._.whowhom_chains = resolve_mentions(doc, doc._.whowhom_mentions)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Resolve the mentions of a stream of Docs, in order."""
        for doc in stream:
            yield self(doc)
