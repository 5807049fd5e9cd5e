"""Decides what an annotated alias is: a name without its title, a demonym, a description or a pronoun."""

from __future__ import annotations

import re
from collections import defaultdict

TYPES = ("Person", "Organization", "Country")
PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours he him his himself she her hers herself "
    "it its itself they them their theirs themselves who whom whose which".split()
)
DETERMINERS = frozenset("the a an this that these those his her its their our my your both some".split())
TITLES = frozenset(
    "president vice prime minister sen senator rep representative gov governor mr mrs ms miss dr "
    "secretary chancellor gen general col colonel capt captain sgt judge justice chairman chairwoman "
    "chairperson ambassador foreign former ex then then- congressman congresswoman mayor lt "
    "lieutenant admiral premier attorney deputy first lady candidate nominee democrat republican "
    "defence defense finance interior spokesman spokeswoman director chief speaker professor prof sir "
    "lord lady commissioner councilman councillor brig brigadier maj major "
    "sheikh ayatollah rev reverend state of elect - .".split()
)
NOT_A_STATE = frozenset(
    "new north south west east northern southern western eastern central fort gulf".split()
)
STATE_NAMES = re.compile(r"(?i)(?:stan|land|istan)$")
DEMONYM = re.compile(
    r"(?:ans?|ese|ish|is?|ic|ch|eks?|aks?|ss|ines?|ots?|men|Turks|Danes|Swedes|Poles|Finns|Serbs?|Croats?)$"
)
CAPITALS_LIKE_DEMONYMS = frozenset(
    "tehran paris nairobi delhi tunis tbilisi helsinki tripoli amman athens dili".split()
)
STATES_LIKE_DEMONYMS = frozenset(
    "iran japan jordan sudan oman bhutan azerbaijan taiwan haiti mali fiji burundi malawi djibouti "
    "brunei niger bangladesh denmark greenland vatican lebanon eritrea south north king kingdom "
    "americas switzerland finland poland ireland iceland thailand netherlands scotland england "
    "swaziland new zealand islands emirates states "
    "uk us usa uae kiribati hawaii cyprus vietnam guatemala mozambique madagascar qatar myanmar".split()
)


def patterns(entities: list[dict]) -> list[tuple[re.Pattern[str], str, str, str]]:
    """(pattern, type, kind, entity), longest first; an alias that two entities share keeps its type alone."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in entities:
        if entity["type"] not in TYPES:
            continue
        for alias in {entity["name"], *entity.get("aliases", ())}:
            if bare := _bare(alias, entity["type"], entity["name"]):
                owners[bare].append((entity["name"], entity["type"]))
    found = []
    for alias, owned in owners.items():
        name, kind_type = owned[0]
        entity = name if len({n for n, _ in owned}) == 1 else ""
        kind = kind_of(alias, kind_type, name)
        if kind != "pronoun":
            pattern = re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")
            found.append((pattern, kind_type, kind, entity))
    return sorted(found, key=lambda row: -len(row[0].pattern))


def _bare(alias: str, type_: str, canonical: str) -> str:
    """Without possessive, and for names without article and title."""
    alias = re.sub(r"['’]s?$", "", alias.strip())
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", alias)]
    if not words:
        return ""
    first = 0
    known = {w.casefold() for w in canonical.split()}
    if words[0][1].casefold() in DETERMINERS and len(words) > 1 and words[0][1].casefold() not in known:
        first = 1 if _is_name([w for _, w in words[1:]], type_) and type_ != "Person" else 0
    if type_ == "Person" and words[-1][1].casefold().rstrip(".,") in known:
        first = next((n for n, (_, w) in enumerate(words) if w.casefold() in known), 0)
    elif type_ == "Person":
        while (
            first < len(words) - 1
            and words[first][1].casefold().strip(".,") in TITLES
            and _is_name([words[-1][1]], type_)
        ):
            first += 1
    return alias[words[first][0] :]


def _is_name(words: list[str], type_: str) -> bool:
    last = words[-1]
    if type_ == "Person":
        return (
            not all(w.casefold().strip(".,") in TITLES for w in words)
            and last[:1].isupper()
            and words[0][:1].isupper()
        )
    return any(c.isupper() or c.isdigit() for c in last) and (
        words[0][:1].isupper() or words[0][:1].isdigit()
    )


def kind_of(alias: str, type_: str, canonical: str) -> str:
    words = alias.split()
    if alias.casefold() in PRONOUNS:
        return "pronoun"
    if type_ == "Country" and is_demonym(words, canonical):
        return "demonym"
    known = alias.casefold() == canonical.casefold()
    if words[0].casefold() in DETERMINERS and len(words) > 1 and not known:
        return "name" if _determined_name(words, type_) else "description"
    single = len(words) == 1 and any(c.isupper() for c in alias) and alias.casefold() not in TITLES
    return (
        "name"
        if known or single or _is_name(words, type_) or _shared(words, type_, canonical)
        else "description"
    )


def _determined_name(words: list[str], type_: str) -> bool:
    """ "the Supreme Court" is a name, "the Chilean" and "his Senate" are descriptions."""
    return type_ != "Person" and words[0] in ("The", "the") and len(words) > 2 and _is_name(words[1:], type_)


def _shared(words: list[str], type_: str, canonical: str) -> bool:
    """A person's alias that ends in a word of the canonical name: "billionaire Trump"."""
    known = canonical.casefold().split()
    return (
        type_ == "Person"
        and len(words) > 1
        and any(w[:1].isupper() and w.casefold() in known for w in words[-2:])
    )


def is_demonym(words: list[str], canonical: str) -> bool:
    """ "Mexican", "the Iranians", "US-backed" is none: a state's name used as an adjective stays a name."""
    words = [w for w in words if w.casefold() not in DETERMINERS]
    if len(words) != 1 or words[0].casefold() in canonical.casefold().replace("-", " ").split():
        return False
    word = words[0].split("-")[0]
    if (
        word.casefold() in STATES_LIKE_DEMONYMS | CAPITALS_LIKE_DEMONYMS
        or STATE_NAMES.search(word)
        or word.isupper()
        or "." in word
    ):
        return False
    return word[:1].isupper() and bool(DEMONYM.search(word))
