"""How long every question of the library takes on a generated graph, asked of busy and of quiet entities.

    python -m benchmarks.queries                      # embedded: 10,000 articles, 200,000 claims
    python -m benchmarks.queries --database DIR       # an embedded database that is there already
    python -m benchmarks.queries --uri bolt://... --password-file FILE   # a Neo4j loaded with the same corpus

Each question is asked of five pairs of entities from the most central to a quiet one, after one run to warm
up. Prints wall and, for the embedded database, which runs in this process, CPU time: on a machine that has
other work to do, only the latter says what a question costs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from graph.store import Credentials, open_store
from queries import library

if TYPE_CHECKING:
    from graph.store import Store
    from queries import Query

RANKS = ((1, 2), (2, 1), (11, 1), (100, 40), (310, 3))
SINCE = "2020"
MEDIAN_BAR, SLOWEST_BAR = 100, 1000


def main() -> None:
    arguments = _arguments()
    if arguments.uri:
        password = Path(arguments.password_file).read_text("utf-8").strip()
        with open_store(arguments.uri, credentials=Credentials(password=password)) as store:
            measure(store, arguments.only)
    elif arguments.database:
        with open_store(Path(arguments.database)) as store:
            measure(store, arguments.only)
    else:
        from benchmarks.generate import news_corpus
        from graph.load import build_database

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "graph.arcadedb"
            build_database(news_corpus(claims=arguments.claims), path)
            with open_store(path) as store:
                measure(store, arguments.only)


def measure(store: Store, only: list[str]) -> None:
    """Print the times of every question, or of those named in ``only``, and what misses a bar."""
    ids = {
        row["rank"]: row["id"] for row in store.query("MATCH (e:Entity) RETURN e.rank AS rank, e.id AS id")
    }
    outlet = next(iter(store.query("MATCH (o:Outlet) RETURN o.name AS name ORDER BY name")))["name"]
    missed: dict[str, list[str]] = {"the clock": [], "processor time, embedded": []}
    print(f"{'question':24} {'wall ms: median':>16} {'max':>7} {'CPU ms: median':>15} {'max':>7}")
    for query in library().values():
        if only and query.name not in only:
            continue
        asked = [_parameters(query, ids[x], ids[y], outlet) for x, y in RANKS]
        store.query(query.text, asked[0])
        times = [_timed(store, query, parameters) for parameters in asked]
        wall, cpu = ([1000 * one[part] for one in times] for part in (0, 1))
        for names, milliseconds in zip(missed.values(), (wall, cpu), strict=True):
            if median(milliseconds) > MEDIAN_BAR or max(milliseconds) > SLOWEST_BAR:
                names.append(query.name)
        figures = f"{median(wall):16.0f} {max(wall):7.0f} {median(cpu):15.0f} {max(cpu):7.0f}"
        print(f"{query.name:24} {figures}", flush=True)
    for clock, names in missed.items():
        over = f"over {MEDIAN_BAR} ms in the median or {SLOWEST_BAR} ms at all, by {clock}"
        print(f"{over}: {', '.join(names) or 'none'}")


def _timed(store: Store, query: Query, parameters: dict[str, object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    store.query(query.text, parameters)
    return time.perf_counter() - wall, time.process_time() - cpu


def _parameters(query: Query, x: object, y: object, outlet: object) -> dict[str, object]:
    values: dict[str, object] = {}
    for parameter in query.params:
        match parameter.type:
            case "entity":
                values[parameter.name] = y if parameter.name == "y" else x
            case "outlet":
                values[parameter.name] = outlet
            case "date" if parameter.required:
                values[parameter.name] = SINCE
            case _:
                values[parameter.name] = parameter.example if parameter.required else parameter.default
    return values


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--database", help="the folder of an embedded database of this corpus")
    parser.add_argument("--uri", help="the address of a Neo4j that holds this corpus")
    parser.add_argument("--password-file", help="where its password stands")
    parser.add_argument("--only", nargs="*", default=[], help="names of questions")
    return parser.parse_args()


if __name__ == "__main__":
    main()
