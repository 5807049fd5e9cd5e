"""From extractions to one profile a chain: types voted on, company weighed, both over the whole corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from graph.engines.interface import Each, Engine, Row
from graph.names import fold
from graph.resolve.link import group_name
from graph.resolve.profile import Profile, bare_name, company_of, keys_of, profiles_of
from graph.resolve.vote import elect, first_of, retype_chains, surname_of
from ingest.columns import from_row, schema_of, to_row
from ingest.records import Article, Chain, Claim, EntityType, Extraction, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What resolution reads of an article: no text, and of the claims only affiliations."""

    document: str
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    claims: tuple[Claim, ...]

    @property
    def extraction(self) -> Extraction:
        """As the functions of resolution take it."""
        article = Article(id=self.document, path="", text="")
        return Extraction(article=article, mentions=self.mentions, chains=self.chains, claims=self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One chain's vote for the type of its name."""

    document: str
    chain: str
    name: str
    bare: str
    surname: str
    first: str
    type: EntityType
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """A chain whose name is mostly something else."""

    document: str
    chain: str
    type: EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What an entity is known by in one article."""

    document: str
    known_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A form by which an article knows a country; of several, the last in the corpus counts."""

    form: str
    iso2: str
    seq: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A chain with its profile. ``place`` sorts chains as the memory of one machine would number them."""

    place: str
    document: str
    chain: str
    type: EntityType
    name: str
    partkey: str
    profile: Profile


def place(document: str, position: int) -> str:
    """Where a chain stands in the corpus."""
    return f"{document}/{position:06d}"


def make_profiles(engine: Engine, min_confidence: float) -> None:
    """Make ``dossiers`` and ``profiles`` of the table ``outcomes``, without claims under a confidence."""
    found = "SELECT document, mentions, chains, claims FROM outcomes WHERE failure IS NULL"
    engine.apply("drafts", found, Each(partial(_slim, minimum=min_confidence), schema_of(Dossier)))
    _vote(engine)
    engine.apply(
        "dossiers",
        "SELECT d.document, d.mentions, d.chains, d.claims, c.changes FROM drafts d "
        "LEFT JOIN (SELECT document, array_agg(chain || ' ' || type) AS changes "
        "FROM retyped GROUP BY document) c ON c.document = d.document",
        Each(_retype, schema_of(Dossier)),
    )
    engine.apply("known", "SELECT document, chains FROM dossiers", Each(_keys, schema_of(Key)))
    engine.apply("states", "SELECT document, chains FROM dossiers", Each(_states, schema_of(State)))
    (total,) = engine.fetch("SELECT COUNT(*) AS n FROM dossiers").column("n").to_pylist()
    states = engine.fetch("SELECT form, max_by(iso2, seq) AS iso2 FROM states GROUP BY form ORDER BY form")
    places = {row["form"]: row["iso2"] for row in states.to_pylist()}
    engine.apply(
        "profiles",
        "SELECT d.document, d.mentions, d.chains, d.claims, c.company FROM dossiers d LEFT JOIN ("
        "SELECT k.document, array_agg(CAST(f.n AS STRING) || ' ' || k.known_by) AS company FROM known k "
        "JOIN (SELECT known_by, COUNT(*) AS n FROM known GROUP BY known_by HAVING COUNT(*) > 1) f "
        "ON f.known_by = k.known_by GROUP BY k.document) c ON c.document = d.document",
        Each(partial(_profiles, total=total, places=places), schema_of(Placed)),
    )


def _vote(engine: Engine) -> None:
    engine.apply(
        "ballots", "SELECT document, mentions, chains FROM drafts", Each(_ballots, schema_of(Ballot))
    )
    engine.view(
        "votes",
        "SELECT bare, "
        "CAST(SUM(CASE WHEN type = 'Person' THEN weight ELSE 0 END) AS BIGINT) AS persons, "
        "CAST(SUM(CASE WHEN type = 'Organization' THEN weight ELSE 0 END) AS BIGINT) AS organizations, "
        "CAST(SUM(CASE WHEN type = 'Country' THEN weight ELSE 0 END) AS BIGINT) AS countries "
        "FROM ballots GROUP BY bare",
    )
    engine.view(
        "surnames",
        "SELECT surname, CAST(SUM(weight) AS BIGINT) AS bearers FROM ballots WHERE surname <> '' "
        "GROUP BY surname",
    )
    engine.view(
        "firsts",
        "SELECT first, CAST(SUM(weight) AS BIGINT) AS bearers FROM ballots WHERE first <> '' GROUP BY first",
    )
    # Where all votes are for one type, and nobody else has the name, there is nothing to decide.
    engine.apply(
        "retyped",
        "SELECT b.document, b.chain, b.name, b.bare, b.type, v.persons, v.organizations, v.countries, "
        "s.bearers AS surnames, f.bearers AS firsts FROM ballots b JOIN votes v ON v.bare = b.bare "
        "LEFT JOIN surnames s ON s.surname = b.bare LEFT JOIN firsts f ON f.first = b.bare "
        "WHERE s.bearers IS NOT NULL OR f.bearers IS NOT NULL OR greatest(v.persons, v.organizations, v.countries) "
        "< v.persons + v.organizations + v.countries",
        Each(_elect, schema_of(Retyped)),
    )


def _slim(row: Row, minimum: float) -> Iterator[Row]:
    dossier = from_row(row, Dossier)
    yield to_row(
        replace(
            dossier,
            mentions=tuple(replace(mention, reason="") for mention in dossier.mentions),
            claims=tuple(
                replace(claim, evidence="", reasons=())
                for claim in dossier.claims
                if claim.relation == "AFFILIATED_WITH" and not claim.negated and claim.confidence >= minimum
            ),
        )
    )


def _ballots(row: Row) -> Iterator[Row]:
    size = Counter(mention["entity"] for mention in row["mentions"])
    for chain in row["chains"]:
        if not chain["iso2"]:
            bare = bare_name(chain["name"], chain["type"])
            yield {
                "document": row["document"],
                "chain": chain["id"],
                "name": chain["name"],
                "bare": bare,
                "surname": surname_of(chain["type"], bare),
                "first": first_of(chain["type"], bare),
                "type": chain["type"],
                "weight": max(1, size[chain["id"]]),
            }


def _elect(row: Row) -> Iterator[Row]:
    counted = {"Person": row["persons"], "Organization": row["organizations"], "Country": row["countries"]}
    votes = cast("dict[EntityType, int]", {type_: count for type_, count in counted.items() if count})
    chain = Chain(id=row["chain"], document=row["document"], name=row["name"], type=row["type"])
    surnames, firsts = (
        {row["bare"]: row[kind]} if row[kind] is not None else {} for kind in ("surnames", "firsts")
    )
    elected = elect(chain, {row["bare"]: votes}, surnames, firsts)
    if elected != chain.type:
        yield {"document": chain.document, "chain": chain.id, "type": elected}


def _retype(row: Row) -> Iterator[Row]:
    changes = [change.split(" ") for change in row.pop("changes") or ()]
    dossier = from_row(row, Dossier)
    types = cast("dict[str, EntityType]", dict(changes))
    read = retype_chains(dossier.extraction, types)
    yield to_row(replace(dossier, mentions=read.mentions, chains=read.chains))


def _keys(row: Row) -> Iterator[Row]:
    chains = tuple(from_row(chain, Chain) for chain in row["chains"])
    article = Article(id=row["document"], path="", text="")
    for key in sorted(keys_of(Extraction(article=article, chains=chains)) - {""}):
        yield {"document": row["document"], "known_by": key}


def _states(row: Row) -> Iterator[Row]:
    for position, chain in enumerate(row["chains"]):
        if chain["type"] == "Country" and chain["iso2"]:
            for number, form in enumerate((chain["name"], *chain["aliases"])):
                if " " not in fold(form):
                    seq = f"{place(row['document'], position)}/{number:04d}"
                    yield {"form": fold(form), "iso2": chain["iso2"], "seq": seq}


def _profiles(row: Row, total: int, places: Mapping[str, str]) -> Iterator[Row]:
    counted = [known.split(" ", 1) for known in row.pop("company") or ()]
    frequency = {key: int(count) for count, key in counted}
    dossier = from_row(row, Dossier)
    company = company_of(frequency, frequency, total)
    for position, profile in enumerate(profiles_of(dossier.extraction, company, places, 0)):
        name = group_name(profile)
        yield to_row(
            Placed(
                place=place(dossier.document, position),
                document=dossier.document,
                chain=dossier.chains[position].id,
                type=profile.type,
                name=name,
                partkey="" if name else "\x1f".join(sorted(profile.parts)),
                profile=replace(profile, chains=(), documents=()),
            )
        )
