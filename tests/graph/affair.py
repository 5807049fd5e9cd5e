"""The affair of Kestria as data: its cast and its articles, sentence by sentence, with what each claims.

Kestria's president Ilse Marrek is re-elected, the Harbour League suspends Kestria, her foreign minister
Pia Sorrel changes sides and is expelled. Names, outlets and sentences are all made up. Marked up by hand:
``{key|surface}`` is a mention by name, ``{key|surface|pronoun}`` any other kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from ingest.records import UNNAMED, EntityType, Relation

CAST: Final[dict[str, tuple[str, EntityType, tuple[str, ...], str | None]]] = {
    "marrek": ("Ilse Marrek", "Person", ("Marrek", "President Marrek", "his sister"), None),
    "jmarrek": ("Juno Marrek", "Person", ("Marrek",), None),
    "verran": ("Tomás Verrán", "Person", ("Secretary General Verrán", "Verrán"), None),
    "lindqvar": ("Odo Lindqvar", "Person", ("Lindqvar",), None),
    "sorrel": ("Pia Sorrel", "Person", ("Sorrel", "the foreign minister"), None),
    "dholt": ("Dana Holt", "Person", ("Holt",), None),
    "fholt": ("Felix Holt", "Person", ("Holt",), None),
    "league": ("Harbour League", "Organization", ("League", "the League"), None),
    "kwp": ("Kestrian Workers' Party", "Organization", ("KWP", "Workers' Party"), None),
    "front": ("Civic Front", "Organization", ("Front",), None),
    "assembly": ("National Assembly of Kestria", "Organization", ("National Assembly",), None),
    "meridian": ("Meridian Shipping", "Organization", ("Meridian",), None),
    "kestria": ("Kestria", "Country", ("Republic of Kestria",), "XA"),
    "norvane": ("Norvane", "Country", (), "XB"),
    "solenne": ("Solenne", "Country", ("Grand Duchy of Solenne",), "XC"),
}  # fmt: skip

ACTS: Final[dict[str, tuple[str, str]]] = {
    "praise": ("SUPPORT", "05"), "congratulate": ("SUPPORT", "05"), "nominate": ("SUPPORT", "05"),
    "back": ("SUPPORT", "05"), "defend": ("SUPPORT", "05"), "fund": ("AID", "07"), "shelter": ("AID", "07"),
    "condemn": ("ACCUSE", "11"), "accuse": ("ACCUSE", "11"), "criticise": ("ACCUSE", "11"),
    "mock": ("ACCUSE", "11"), "denounce": ("ACCUSE", "11"), "sue": ("ACCUSE", "11"), "reject": ("REJECT", "12"),
    "demand": ("THREATEN", "13"), "sanction": ("SANCTION", "16"), "suspend": ("SANCTION", "16"),
    "expel": ("SANCTION", "16"), "dismiss": ("SANCTION", "16"), "remove": ("SANCTION", "16"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Says:
    """One claim of a sentence: its first mentions of subject and object, the trigger, its qualifiers."""

    subject: str
    relation: Relation
    object: str
    trigger: str
    act: str | None = None
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One article: file stem, outlet, day, title and its sentences with what each says."""

    stem: str
    outlet: str
    published: str | None
    title: str
    sentences: tuple[tuple[str, tuple[Says, ...]], ...]


def _says(
    subject: str, relation: str, object_: str, trigger: str, act: str | None = None, **more: Any
) -> Says:
    return Says(subject, cast(Relation, relation), object_, trigger, act, tuple(sorted(more.items())))


PIECES: Final[tuple[Piece, ...]] = (
    Piece("herald-0115", "Kestria Herald", "2024-01-15", "Marrek wins a second term", (
        ("{sorrel|Pia Sorrel}, the foreign minister of {kestria|Kestria}, praised {marrek|President Marrek}.", (
            _says("sorrel", "SUPPORTED", "marrek", "praised", "praise", confidence=0.9),
            _says("sorrel", "AFFILIATED_WITH", "kestria", "minister", role="foreign minister", confidence=0.95))),
        ("{solenne|Solenne} congratulated {marrek|Marrek} on Sunday.", (
            _says("solenne", "SUPPORTED", "marrek", "congratulated", "congratulate",
                  date="2024-01-14", confidence=0.9),)),
        ("The {kwp|Workers' Party} had nominated {marrek|her|pronoun} in autumn.", (
            _says("kwp", "SUPPORTED", "marrek", "nominated", "nominate", date="2023-10", confidence=0.7),)),
        ("{marrek|Ilse Marrek} has been president of {kestria|Kestria} since 2018.", (
            _says("marrek", "AFFILIATED_WITH", "kestria", "president", role="president",
                  date="2018", confidence=0.95),)),
    )),
    Piece("post-0116", "Norvane Post", "2024-01-16", "Norvane rejects the count in Kestria", (
        ("{norvane|Norvane} condemned {marrek|Ilse Marrek} on Monday.", (
            _says("norvane", "OPPOSED", "marrek", "condemned", "condemn", date="2024-01-15", confidence=0.9),)),
        ("{lindqvar|Odo Lindqvar}, leader of the {front|Civic Front}, accused {marrek|Marrek} of fraud.", (
            _says("lindqvar", "OPPOSED", "marrek", "accused", "accuse", confidence=0.9),
            _says("lindqvar", "AFFILIATED_WITH", "front", "leader", role="leader", confidence=0.95))),
        ("{solenne|Solenne} criticised {marrek|Marrek} for the count.", (
            _says("solenne", "OPPOSED", "marrek", "criticised", "criticise", confidence=0.8),)),
        ("{verran|Tomás Verrán} has denounced {marrek|Marrek}, {lindqvar|Lindqvar} said.", (
            _says("verran", "OPPOSED", "marrek", "denounced", "denounce", attributed_to="lindqvar",
                  modality="reported", confidence=0.6),)),
    )),
    Piece("wire-0203", "Solenne Wire", "2024-02-03", "League weighs the case of Kestria", (
        ("{verran|Tomás Verrán}, secretary general of the {league|Harbour League}, condemned {kestria|Kestria}.", (
            _says("verran", "OPPOSED", "kestria", "condemned", "condemn", confidence=0.9),
            _says("verran", "AFFILIATED_WITH", "league", "secretary", role="secretary general",
                  confidence=0.95))),
        ("“{verran|Verrán} is a clown,” {marrek|Marrek} said.", (
            _says("marrek", "OPPOSED", "verran", "clown", "mock", attributed_to="marrek", confidence=0.8),)),
        ("The {league|League} may suspend {kestria|Kestria}, diplomats said.", (
            _says("league", "EXPELLED", "kestria", "suspend", "suspend", attributed_to=UNNAMED,
                  modality="hypothetical", confidence=0.5),)),
        ("{norvane|Norvane} backed the {league|League}.", (
            _says("norvane", "SUPPORTED", "league", "backed", "back", confidence=0.85),)),
    )),
    Piece("lantern-0220", "The Lantern", "2024-02-20", "Who pays for the Front?", (
        ("{norvane|Norvane} did not fund {lindqvar|Odo Lindqvar}, {verran|Verrán} said.", (
            _says("norvane", "SUPPORTED", "lindqvar", "fund", "fund", negated=True, attributed_to="verran",
                  confidence=0.75),)),
        ("{meridian|Meridian Shipping} has funded the {front|Civic Front}, according to officials.", (
            _says("meridian", "SUPPORTED", "front", "funded", "fund", attributed_to=UNNAMED,
                  modality="reported", confidence=0.6),)),
    )),
    Piece("herald-0222", "Kestria Herald", "2024-02-22", "Foreign money for the opposition", (
        ("{norvane|Norvane} funded {lindqvar|Odo Lindqvar}, {marrek|Marrek} said.", (
            _says("norvane", "SUPPORTED", "lindqvar", "funded", "fund", attributed_to="marrek",
                  modality="reported", confidence=0.7),)),
        ("{dholt|Dana Holt}, an envoy of {norvane|Norvane}, praised {lindqvar|Lindqvar}.", (
            _says("dholt", "SUPPORTED", "lindqvar", "praised", "praise", confidence=0.85),
            _says("dholt", "AFFILIATED_WITH", "norvane", "envoy", role="envoy", confidence=0.9))),
        ("{kestria|Kestria} expelled {dholt|Holt} on Wednesday.", (
            _says("kestria", "EXPELLED", "dholt", "expelled", "expel", date="2024-02-21", confidence=0.95),)),
    )),
    Piece("wire-0310", "Solenne Wire", "2024-03-10", "League suspends Kestria", (
        ("The {league|Harbour League} suspended {kestria|Kestria} on Friday.", (
            _says("league", "EXPELLED", "kestria", "suspended", "suspend", date="2024-03-08",
                  confidence=0.95),)),
        ("{solenne|Solenne} defended {kestria|Kestria} before the vote.", (
            _says("solenne", "SUPPORTED", "kestria", "defended", "defend", date="2024-03", confidence=0.8),)),
        ("{norvane|Norvane} and the {front|Civic Front} jointly demanded that {marrek|Marrek} resign.", (
            _says("norvane", "OPPOSED", "marrek", "demanded", "demand", confidence=0.85),
            _says("front", "OPPOSED", "marrek", "demanded", "demand", confidence=0.85))),
    )),
    Piece("post-0311", "Norvane Post", "2024-03-11", "A vote for decency", (
        ("The {league|League} suspended {kestria|Kestria}.", (
            _says("league", "EXPELLED", "kestria", "suspended", "suspend", confidence=0.9),)),
        ("The {front|Civic Front} praised {verran|Verrán}.", (
            _says("front", "SUPPORTED", "verran", "praised", "praise", confidence=0.9),)),
        ("{kestria|Kestria} denounced {verran|Verrán} and the {league|League}.", (
            _says("kestria", "OPPOSED", "verran", "denounced", "denounce", confidence=0.9),
            _says("kestria", "OPPOSED", "league", "denounced", "denounce", confidence=0.85))),
    )),
    Piece("herald-0502", "Kestria Herald", "2024-05-02", "Sorrel is out", (
        ("The {kwp|Workers' Party} expelled {sorrel|Pia Sorrel} on Wednesday.", (
            _says("kwp", "EXPELLED", "sorrel", "expelled", "expel", date="2024-05-01", confidence=0.95),)),
        ("{sorrel|Sorrel} had accused {marrek|President Marrek} of lying.", (
            _says("sorrel", "OPPOSED", "marrek", "accused", "accuse", date="2024-04-28", confidence=0.85),)),
        ("{marrek|Marrek} dismissed {sorrel|the foreign minister|description} the same day.", (
            _says("marrek", "EXPELLED", "sorrel", "dismissed", "dismiss", date="2024-05-01",
                  confidence=0.9),)),
        ("{sorrel|She|pronoun} had been deputy chair of the {kwp|Workers' Party} since 2020.", (
            _says("sorrel", "AFFILIATED_WITH", "kwp", "chair", role="deputy chair", date="2020", confidence=0.85),)),
        ("{sorrel|Sorrel} denounced the {kwp|party|description} as a family firm.", (
            _says("sorrel", "OPPOSED", "kwp", "denounced", "denounce", confidence=0.8),)),
    )),
    Piece("lantern-0510", "The Lantern", "2024-05-10", "After the fall", (
        ("{verran|Verrán} defended {sorrel|Sorrel} on Thursday.", (
            _says("verran", "SUPPORTED", "sorrel", "defended", "defend", date="2024-05-09", confidence=0.9),)),
        ("{solenne|Solenne} sheltered {sorrel|her|pronoun}.", (
            _says("solenne", "SUPPORTED", "sorrel", "sheltered", "shelter", confidence=0.75),)),
        ("{sorrel|Pia Sorrel} is now a member of the {front|Civic Front}.", (
            _says("sorrel", "AFFILIATED_WITH", "front", "member", role="member", date="2024-05",
                  confidence=0.9),)),
        ("The {kwp|KWP} did not expel {sorrel|Sorrel}, said {fholt|Felix Holt}, its spokesman.", (
            _says("kwp", "EXPELLED", "sorrel", "expel", "expel", negated=True, attributed_to="fholt",
                  confidence=0.8),
            _says("fholt", "AFFILIATED_WITH", "kwp", "spokesman", role="spokesman", confidence=0.9))),
    )),
    Piece("wire-0601", "Solenne Wire", "2024-06-01", "A shipping family", (
        ("{jmarrek|Juno Marrek}, chairman of {meridian|Meridian Shipping}, defended {marrek|his sister|description}.", (
            _says("jmarrek", "SUPPORTED", "marrek", "defended", "defend", confidence=0.85),
            _says("jmarrek", "AFFILIATED_WITH", "meridian", "chairman", role="chairman", confidence=0.95))),
        ("{norvane|Norvane} sanctioned {meridian|Meridian Shipping} on Thursday.", (
            _says("norvane", "OPPOSED", "meridian", "sanctioned", "sanction", date="2024-05-30",
                  confidence=0.9),)),
        ("The {assembly|National Assembly} would remove {marrek|Marrek}, {lindqvar|Lindqvar} vowed.", (
            _says("assembly", "EXPELLED", "marrek", "remove", "remove", attributed_to="lindqvar",
                  modality="hypothetical", confidence=0.5),)),
    )),
    Piece("post-0615", "Norvane Post", "2024-06-15", "Rivals of the opposition", (
        ("{verran|Tomás Verrán} backed {lindqvar|Lindqvar}.", (
            _says("verran", "SUPPORTED", "lindqvar", "backed", "back", confidence=0.9),)),
        ("{lindqvar|Odo Lindqvar} rejected {sorrel|Pia Sorrel} as a turncoat.", (
            _says("lindqvar", "OPPOSED", "sorrel", "rejected", "reject", confidence=0.85),)),
        ("{dholt|Dana Holt} condemned {marrek|Marrek}.", (
            _says("dholt", "OPPOSED", "marrek", "condemned", "condemn", confidence=0.85),)),
    )),
    Piece("notes", "", None, "", (
        ("{meridian|Meridian Shipping} sued {norvane|Norvane}.", (
            _says("meridian", "OPPOSED", "norvane", "sued", "sue", confidence=0.7),)),
    )),
    Piece("herald-0620", "Kestria Herald", "2024-06-20", "Regatta opens", (
        ("The {league|Harbour League} and {norvane|Norvane} opened the regatta.", ()),
    )),
    Piece("lantern-0701", "The Lantern", "2024-07-01", "The Assembly acts", (
        ("The {assembly|National Assembly} removed {marrek|Ilse Marrek} on Sunday.", (
            _says("assembly", "EXPELLED", "marrek", "removed", "remove", date="2024-06-30",
                  confidence=0.95),)),
        ("The {kwp|Workers' Party} condemned the {assembly|National Assembly}.", (
            _says("kwp", "OPPOSED", "assembly", "condemned", "condemn", confidence=0.9),)),
        ("{solenne|Solenne} defended {marrek|Marrek} once more.", (
            _says("solenne", "SUPPORTED", "marrek", "defended", "defend", date="2024-07-01",
                  confidence=0.8),)),
        ("{marrek|Ilse Marrek} praised {solenne|Solenne} from exile.", (
            _says("marrek", "SUPPORTED", "solenne", "praised", "praise", confidence=0.8),)),
    )),
)  # fmt: skip
