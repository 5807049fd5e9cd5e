"""Records as Arrow columns and back: one nested schema a record, the same for Parquet, DuckDB and Spark."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

Plain = Callable[[Any], Any]

_SIMPLE = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@cache
def schema_of(record: type[DataclassInstance]) -> pa.Schema:
    """The columns of a record: tuples are lists, records in it structs, pairs structs of two."""
    return pa.schema(list(_struct(record)))


def to_batch(records: Iterable[Record], record: type[Record]) -> pa.RecordBatch:
    """One Arrow batch of the records, in their order."""
    rows = [to_row(each) for each in records]
    return pa.RecordBatch.from_pylist(rows, schema=schema_of(record))


def from_batch(batch: pa.RecordBatch | pa.Table, record: type[Record]) -> Iterator[Record]:
    """The records of a batch, in its order; columns that the record lacks are passed over."""
    names = [name for name in batch.schema.names if name in {field.name for field in fields(record)}]
    for row in batch.select(names).to_pylist():
        yield from_row(row, record)


def to_row(record: DataclassInstance) -> dict[str, Any]:
    """A record as plain values, nested as its schema is."""
    return {name: encode(getattr(record, name)) for name, (encode, _) in _codecs(type(record)).items()}


def from_row(row: dict[str, Any], record: type[Record]) -> Record:
    """The record that ``to_row`` made plain."""
    codecs = _codecs(record)
    return record(**{name: codecs[name][1](value) for name, value in row.items()})


@cache
def _codecs(record: type[DataclassInstance]) -> dict[str, tuple[Plain, Plain]]:
    hints = get_type_hints(record)
    return {field.name: _codec(hints[field.name]) for field in fields(record)}


@cache
def _codec(hint: Any) -> tuple[Plain, Plain]:
    """How a value of this type becomes plain, and how it comes back."""
    hint = _without_none(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _record_codec(hint)  # type: ignore[arg-type]  # a dataclass, as asked above
    if origin is tuple:
        return _list_codec(*_codec(inner[0])) if inner[-1] is Ellipsis else (_to_pair, _from_pair)
    if origin is frozenset:
        return sorted, frozenset
    if origin is dict:
        # A list of pairs keeps the order, which the sums over it depend on to the last bit.
        return lambda value: [_to_pair(item) for item in value.items()], lambda value: dict(
            map(_from_pair, value)
        )
    return _same, _same


def _record_codec(record: type[DataclassInstance]) -> tuple[Plain, Plain]:
    return (
        lambda value: None if value is None else to_row(value),
        lambda value: None if value is None else from_row(value, record),
    )


def _list_codec(into: Plain, back: Plain) -> tuple[Plain, Plain]:
    if into is _same:
        return list, tuple
    return lambda value: [into(each) for each in value], lambda value: tuple(back(each) for each in value)


def _same(value: Any) -> Any:
    return value


def _to_pair(value: tuple[Any, Any]) -> dict[str, Any]:
    return {"key": value[0], "value": value[1]}


def _from_pair(value: dict[str, Any]) -> tuple[Any, Any]:
    return value["key"], value["value"]


def _struct(record: type[Any]) -> pa.StructType:
    hints = get_type_hints(record)
    return pa.struct([pa.field(field.name, _type(hints[field.name])) for field in fields(record)])


def _type(hint: Any) -> pa.DataType:
    hint = _without_none(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _struct(hint)  # type: ignore[arg-type]  # a dataclass, as asked above
    if origin is Literal:
        return pa.string()
    if origin is tuple and inner[-1] is not Ellipsis:
        return _pair(inner)
    if origin is dict:
        return pa.list_(_pair(inner))
    if origin in (tuple, frozenset):
        return pa.list_(_type(inner[0]))
    return _SIMPLE[hint]


def _pair(inner: tuple[Any, ...]) -> pa.DataType:
    return pa.struct([pa.field("key", _type(inner[0])), pa.field("value", _type(inner[1]))])


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return hint
