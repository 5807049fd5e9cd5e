"""How resolution's time grows with the number of entity records, and how well it joins generated names.

usage: python -m benchmarks.resolve [--largest 100000] [--seed 7]

A record is one entity as one article knows it. Articles name twenty each, drawn by Zipf's law from worlds of
persons, organizations and countries who keep company with each other; one record in five names its entity
another way (surname, initial, nickname, misspelling, acronym), and one person in fifty has a namesake. The
slope is that of the line through the log-log plot: 1 is linear, and n log n is printed beside it.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.resolve import resolve
from ingest.records import Article, Chain, Claim, EntityType, Extraction, Mention, content_id

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
PER_ARTICLE = 20
_STARTS = (
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "s",
    "t",
    "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("l", "m", "n", "r", "s", "t", "nd", "rk", "st", "ll", "v", "x")
_KINDS = ("Bank", "Ministry", "Party", "University", "Institute", "Council", "Agency", "League")
_FIELDS = ("Trade", "Water", "Health", "Justice", "Labor", "Science", "Transport", "Energy", "Fisheries")
_GIVEN = (
    "William", "Robert", "Elizabeth", "Margaret", "Michael", "Thomas", "Ada", "Ilona",
    "Piet", "Greta", "Femi", "Noor",
)  # fmt: skip
_SHORT = {
    "William": "Bill",
    "Robert": "Bob",
    "Elizabeth": "Liz",
    "Margaret": "Peggy",
    "Michael": "Mike",
    "Thomas": "Tom",
}


@dataclass(frozen=True, slots=True)
class Being:
    """One entity of the generated world; ``home`` is the group whose members its articles name with it."""

    number: int
    name: str
    type: EntityType
    home: int
    iso2: str | None = None
    employer: int | None = None


def world(count: int, rng: random.Random) -> list[Being]:
    """``count`` entities: six persons, three organizations and one country in ten."""
    found: list[Being] = []
    surnames = [_word(rng, 2) for _ in range(max(20, count // 6))]
    for number in range(count):
        home = number // 40
        kind = number % 10
        if kind == 0 and number // 10 < 190:
            code = f"{chr(65 + number // 10 // 26)}{chr(65 + number // 10 % 26)}"
            found.append(Being(number, _word(rng, 2) + "ia", "Country", home, code))
        elif kind in (0, 1, 2, 3):
            place, field, what = _word(rng, 2), rng.choice(_FIELDS), rng.choice(_KINDS)
            name = rng.choice((f"{what} of {field} of {place}", f"{place} {field} {what}", f"{place} {what}"))
            found.append(Being(number, name, "Organization", home))
        elif rng.random() < 0.02 and found:
            twin = rng.choice([b for b in found[-400:] if b.type == "Person"] or found[-1:])
            name = twin.name if twin.type == "Person" else f"{rng.choice(_GIVEN)} {rng.choice(surnames)}"
            found.append(Being(number, name, "Person", home, employer=number - kind + 1))
        else:
            given = rng.choice(_GIVEN) if rng.random() < 0.5 else _word(rng, 1)
            found.append(
                Being(number, f"{given} {rng.choice(surnames)}", "Person", home, employer=number - kind + 1)
            )
    return found


def articles(records: int, seed: int) -> tuple[list[Extraction], list[int]]:
    """Articles that hold ``records`` chains in all, and the true entity of each chain, in order."""
    rng = random.Random(seed)
    beings = world(max(40, records // 4), rng)
    homes = max(1, len(beings) // 40)
    found, truth = [], []
    for n in range(records // PER_ARTICLE):
        home = min(int(rng.paretovariate(0.9)) - 1, homes - 1) if rng.random() < 0.5 else rng.randrange(homes)
        local = beings[home * 40 : home * 40 + 40]
        famous = [beings[min(int(rng.paretovariate(0.8)) - 1, len(beings) - 1)] for _ in range(6)]
        chosen = {b.number: b for b in (*rng.sample(local, min(len(local), 16)), *famous)}
        cast = list(chosen.values())[:PER_ARTICLE]
        while len(cast) < PER_ARTICLE:
            extra = rng.choice(beings)
            if extra.number not in chosen:
                chosen[extra.number] = extra
                cast.append(extra)
        found.append(_article(n, cast, rng))
        truth.extend(b.number for b in cast)
    return found, truth


def _article(number: int, cast: Sequence[Being], rng: random.Random) -> Extraction:
    document = f"{number:08d}"
    ids = {b.number: content_id(document, b.number) for b in cast}
    chains, mentions, claims = [], [], []
    for place, being in enumerate(cast):
        name = _written(being, rng)
        chains.append(
            Chain(
                id=ids[being.number],
                document=document,
                name=name,
                type=being.type,
                aliases=(name,),
                iso2=being.iso2,
            )
        )
        mentions.extend(
            Mention(
                document=document, start=at, end=at + len(name), text=name, kind="name",
                type=being.type, entity=ids[being.number],
            )
            for at in range(1000 * place, 1000 * place + 50 * (1 + rng.randrange(3)), 50)
        )  # fmt: skip
        if being.employer in ids and rng.random() < 0.4:
            claims.append(
                Claim(
                    document=document, subject=ids[being.number], relation="AFFILIATED_WITH",
                    object=ids[being.employer], evidence="", start=place, end=place,
                    subject_start=0, subject_end=1, object_start=0, object_end=1,
                )
            )  # fmt: skip
    return Extraction(
        article=Article(id=document, path=f"{document}.txt", text=""),
        mentions=tuple(mentions), chains=tuple(chains), claims=tuple(claims),
    )  # fmt: skip


def _written(being: Being, rng: random.Random) -> str:
    if rng.random() > 0.2:
        return being.name
    tokens = being.name.split()
    if being.type == "Person":
        first, last = tokens[0], tokens[-1]
        at = rng.randrange(1, max(2, len(last) - 1))
        return rng.choice((
            last, last, f"{first[0]}. {last}", f"{_SHORT.get(first, first)} {last}", f"{first} Q. {last}",
            f"{first} {last[:at]}{last[at + 1 :]}",
        ))  # fmt: skip
    if being.type == "Organization" and "of" in tokens:
        return "".join(t[0] for t in tokens if t != "of")
    return f"the {being.name}"


def _word(rng: random.Random, syllables: int) -> str:
    parts = (rng.choice(_STARTS) + rng.choice(_VOWELS) for _ in range(syllables))
    return ("".join(parts) + rng.choice(_ENDS)).capitalize()


def b_cubed(predicted: Sequence[str], truth: Sequence[int]) -> tuple[float, float, float]:
    size, clusters = Counter(truth), defaultdict(list)
    for i, cluster in enumerate(predicted):
        clusters[cluster].append(i)
    precision = recall = 0.0
    for members in clusters.values():
        for true, count in Counter(truth[i] for i in members).items():
            precision += count * count / len(members)
            recall += count * count / size[true]
    p, r = precision / len(truth), recall / len(truth)
    return p, r, 2 * p * r / (p + r)


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    x, y = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / sum((a - mx) ** 2 for a in x)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    resolve(
        articles(200, args.seed)[0]
    )  # loads tables and libraries, which the first size should not pay for
    sizes = [size for size in SIZES if size <= args.largest]
    taken = []
    print(f"{'records':>9}{'seconds':>9}{'us/record':>11}{'entities':>10}{'P':>7}{'R':>7}{'F1':>7}{'MiB':>7}")
    for size in sizes:
        extractions, truth = articles(size, args.seed)
        started = time.process_time()
        corpus = resolve(extractions)
        taken.append(time.process_time() - started)
        entity = {m.chain: m.entity for m in corpus.mentions}
        p, r, f = b_cubed([entity[c.id] for e in extractions for c in e.chains], truth)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = 1e6 * taken[-1] / len(truth)
        print(
            f"{len(truth):9}{taken[-1]:9.2f}{each:11.0f}{len(corpus.entities):10}{p:7.3f}{r:7.3f}{f:7.3f}{peak:7}"
        )
    if len(sizes) > 1:
        n_log_n = slope(sizes, [n * math.log(n) for n in sizes])
        print(
            f"log-log slope of CPU seconds over records: {slope(sizes, taken):.2f} (n log n: {n_log_n:.2f})"
        )


if __name__ == "__main__":
    main()
