"""Every engine keeps the same promises; Spark also survives its workers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.engines.duckdb import DuckEngine
from graph.engines.interface import Each, Engine, EngineError, Groups
from tests.graph.engines.steps import NUMBERS, SUMS, DiesOnce, DiesUnlessCareful, fails, total, twice

TABLE = pa.table({"kind": [f"k{n % 3}" for n in range(60)], "n": list(range(60))}, schema=NUMBERS)


def open_spark(work: Path) -> Engine:
    from graph.engines.spark import SparkEngine

    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    settings = {"spark.driver.extraJavaOptions": quick, "spark.driver.memory": "1g"}
    return SparkEngine(work, "local[2]", settings=settings)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    pytest.importorskip("pyspark", reason="SKIPPED FOR WANT OF SPARK: pip install 'whowhom[spark]'")
    if shutil.which("java") is None:
        pytest.skip("SKIPPED FOR WANT OF SPARK: there is no Java")
    engine = open_spark(tmp_path_factory.mktemp("spark"))
    yield engine
    engine.close()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "spark":
        yield request.getfixturevalue("spark")
        return
    made = DuckEngine(tmp_path)
    yield made
    made.close()


def rows(engine: Engine, query: str) -> list[dict[str, object]]:
    return engine.fetch(query).to_pylist()


def test_a_step_sees_each_group_whole_and_in_order(engine: Engine) -> None:
    engine.put("numbers", TABLE)
    engine.view("turned", "SELECT kind, -n AS n FROM numbers WHERE n < 30")
    engine.apply("sums", "SELECT * FROM turned", Groups(total, ("kind",), SUMS), by=("kind",), order=("n",))
    found = rows(engine, "SELECT * FROM sums ORDER BY kind")
    assert found == [
        {"kind": f"k{k}", "total": -sum(range(k, 30, 3)), "seen": sorted(-n for n in range(k, 30, 3))}
        for k in range(3)
    ]


def test_the_files_of_an_ordered_table_are_in_its_order(engine: Engine) -> None:
    engine.put("numbers", TABLE)
    engine.apply("doubled", "SELECT * FROM numbers", Each(twice, NUMBERS), order=("n",), parts=2)
    read = [n for file in engine.files("doubled") for n in pq.read_table(file).column("n").to_pylist()]
    assert read == [n for first in range(60) for n in (first, first + 1000)]


def test_a_table_without_rows_has_columns(engine: Engine) -> None:
    engine.put("nothing", NUMBERS.empty_table())
    engine.apply("still_nothing", "SELECT * FROM nothing", Each(twice, NUMBERS))
    assert rows(engine, "SELECT kind, n FROM still_nothing") == []
    assert engine.fetch("SELECT * FROM still_nothing").column_names == ["kind", "n"]


def test_a_table_outlives_its_engine(engine: Engine, tmp_path: Path) -> None:
    engine.put("numbers", TABLE)
    assert engine.resume("numbers", NUMBERS)
    assert not engine.resume("never_made", NUMBERS)
    for file in engine.files("numbers"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / "elsewhere")
    engine.show("shown", tmp_path / "elsewhere", NUMBERS)
    assert rows(engine, "SELECT CAST(SUM(n) AS BIGINT) AS n FROM shown") == [{"n": sum(range(60))}]


@pytest.mark.spark
def test_a_worker_that_dies_costs_no_row(spark: Engine, tmp_path: Path) -> None:
    spark.put("numbers", TABLE)
    spark.apply("kept", "SELECT * FROM numbers", DiesOnce(tmp_path / "mark"), parts=2)
    assert (tmp_path / "mark").exists()
    assert sorted(row["n"] for row in rows(spark, "SELECT n FROM kept")) == list(range(60))


@pytest.mark.spark
def test_what_has_killed_a_worker_is_done_with_care(spark: Engine) -> None:
    spark.put("numbers", TABLE)
    spark.apply("careful", "SELECT * FROM numbers", DiesUnlessCareful(), parts=1)
    assert len(rows(spark, "SELECT n FROM careful")) == 60


@pytest.mark.spark
def test_what_python_raised_in_a_worker_is_told(spark: Engine) -> None:
    spark.put("numbers", TABLE)
    with pytest.raises(EngineError, match="could not make the table 'broken': ValueError: no good: k"):
        spark.apply("broken", "SELECT * FROM numbers", Each(fails, NUMBERS), parts=1)
