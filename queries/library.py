"""The library of questions: reads the .cypher files, checks their headers, and binds what a user types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from queries.errors import QueryError
from queries.parameters import (
    PARAMETER_TYPES,
    Parameter,
    ParameterType,
    Value,
    read_parameters,
    read_value,
    usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Column", "Query", "QueryError", "find_query", "library", "load", "parse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the answer, with a word on what it holds."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question that can be asked of the graph: one .cypher file, named after its stem and its folder.

    ``text`` is Cypher that Neo4j and the embedded database both run, and only reads. ``path`` is the
    file's place below the library's folder, with forward slashes.
    """

    name: str
    theme: str
    question: str
    params: tuple[Parameter, ...]
    returns: tuple[Column, ...]
    text: str
    path: str

    @property
    def usage(self) -> str:
        """How its parameters are typed, those with a default in brackets: ``x=ENTITY [limit=50]``."""
        return usage(self.params)

    def bind(self, raw: Mapping[str, str]) -> dict[str, Value]:
        """The values of all parameters, read from text as their types, defaults filled in.

        Entities and outlets stay the names that were given: `graph.ask` finds whom they mean. Raises
        QueryError in one sentence where a parameter is missing, unknown or not of its type.
        """
        return read_parameters(self.name, self.params, raw)


_PARAM: Final = re.compile(
    r"(?P<name>[a-z]\w*) (?P<type>[a-z]+)(?: = (?P<default>.+?))?"
    r" -- (?P<description>.+?) \(example: (?P<example>.+)\)"
)
_RETURNS: Final = re.compile(r"(?P<name>[a-z]\w*) -- (?P<meaning>.+)")
_HEADER: Final = re.compile(r"//\s*(?P<key>\w+):\s*(?P<value>.*)")
_LITERALS: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_USED: Final = re.compile(r"\$(\w+)")
_WRITES: Final = re.compile(r"\b(CREATE|MERGE|DELETE|SET|REMOVE|DROP|FOREACH|LOAD\s+CSV)\b", re.IGNORECASE)
_RETURN: Final = re.compile(r"\bRETURN\b(?:\s+DISTINCT\b)?", re.IGNORECASE)
_AFTER_RETURN: Final = re.compile(r"\b(?:ORDER\s+BY|SKIP|LIMIT)\b", re.IGNORECASE)
_ALIAS: Final = re.compile(r"(?:.*\bAS\s+)?(\w+)", re.IGNORECASE | re.DOTALL)


@cache
def library() -> Mapping[str, Query]:
    """All questions by name, sorted by theme and name. Read from the installed package, once.

    Raises QueryError, which names file and line, where a header is wrong or two files have one name.
    """
    return load(files("queries"))


def load(folder: Traversable) -> Mapping[str, Query]:
    """All questions in the theme folders below ``folder``, sorted by theme and name. Raises QueryError."""
    found: dict[str, Query] = {}
    for path, text in _cypher_files(folder):
        read = parse(text, path)
        if read.name in found:
            raise QueryError(f"{path} has the name of {found[read.name].path}: rename one of the two")
        found[read.name] = read
    return MappingProxyType(found)


def find_query(name: str) -> Query:
    """The question of that name. Raises QueryError, which suggests the nearest names."""
    questions = library()
    if name in questions:
        return questions[name]
    near = get_close_matches(name.lower().replace("_", "-").replace(" ", "-"), questions, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}" if near else "“whowhom ask” lists all"
    raise QueryError(
        f"there is no query “{name}”: {hint}?" if near else f"there is no query “{name}”: {hint}"
    )


def parse(text: str, path: str) -> Query:
    """The question that the text of a .cypher file asks; ``path`` is ``theme/name.cypher``.

    Raises QueryError, naming file and line, for a header that is missing, unknown, malformed or declared
    twice, for a parameter or column that is declared and unused or used and undeclared, and for a write.
    """
    theme, _, stem = path.removesuffix(".cypher").rpartition("/")
    headers, body_at = _headers(text, path)
    questions = [(at, value) for at, key, value in headers if key == "question"]
    if len(questions) != 1 or not questions[0][1].endswith("?"):
        at = questions[-1][0] if questions else 1
        raise QueryError(f"{path}:{at}: needs one line “// question: ...?” that ends with a question mark")
    params = [(at, _parameter(value, f"{path}:{at}")) for at, key, value in headers if key == "param"]
    columns = [(at, _column(value, f"{path}:{at}")) for at, key, value in headers if key == "returns"]
    _refuse_repeats([(at, param.name) for at, param in params], "parameter", path)
    _refuse_repeats([(at, column.name) for at, column in columns], "column", path)
    body = "\n".join(text.splitlines()[body_at - 1 :]).strip() + "\n"
    _check_parameters(body, {param.name: at for at, param in params}, path, body_at)
    _check_columns(body, [(at, column.name) for at, column in columns], path, body_at)
    return Query(
        name=stem,
        theme=theme,
        question=questions[0][1],
        params=tuple(param for _, param in params),
        returns=tuple(column for _, column in columns),
        text=body,
        path=path,
    )


def _cypher_files(folder: Traversable) -> Iterator[tuple[str, str]]:
    for theme in sorted((item for item in folder.iterdir() if item.is_dir()), key=lambda item: item.name):
        for item in sorted(theme.iterdir(), key=lambda item: item.name):
            if item.name.endswith(".cypher"):
                yield f"{theme.name}/{item.name}", item.read_text(encoding="utf-8")


def _headers(text: str, path: str) -> tuple[list[tuple[int, str, str]], int]:
    """The header's (line, key, value)s, and the number of the line at which the Cypher begins."""
    headers: list[tuple[int, str, str]] = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("//"):
            return headers, at
        match = _HEADER.fullmatch(line.rstrip())
        if not match or match["key"] not in {"question", "param", "returns"}:
            raise QueryError(f"{path}:{at}: a header line is “// question:”, “// param:” or “// returns:”")
        headers.append((at, match["key"], match["value"].strip()))
    raise QueryError(f"{path}: has no Cypher below its header")


def _parameter(value: str, place: str) -> Parameter:
    match = _PARAM.fullmatch(value)
    if not match:
        raise QueryError(
            f"{place}: a parameter is written “// param: name type = default -- description (example: value)”"
        )
    if match["type"] not in PARAMETER_TYPES:
        raise QueryError(f"{place}: “{match['type']}” is no type: use one of {', '.join(PARAMETER_TYPES)}")
    type_ = cast("ParameterType", match["type"])
    try:
        default = read_value(type_, match["default"]) if match["default"] else None
        example = read_value(type_, match["example"])
    except ValueError as error:
        raise QueryError(f"{place}: parameter “{match['name']}” {error}") from None
    return Parameter(
        name=match["name"], type=type_, default=default, description=match["description"], example=example
    )


def _column(value: str, place: str) -> Column:
    match = _RETURNS.fullmatch(value)
    if not match:
        raise QueryError(f"{place}: a column is written “// returns: name -- meaning”")
    return Column(name=match["name"], meaning=match["meaning"])


def _refuse_repeats(named: list[tuple[int, str]], what: str, path: str) -> None:
    seen: set[str] = set()
    for at, name in named:
        if name in seen:
            raise QueryError(f"{path}:{at}: {what} “{name}” is declared twice: take one line out")
        seen.add(name)


def _check_parameters(body: str, declared: Mapping[str, int], path: str, body_at: int) -> None:
    used: dict[str, int] = {}
    for offset, line in enumerate(_bare(body).splitlines()):
        if write := _WRITES.search(line):
            raise QueryError(
                f"{path}:{body_at + offset}: a question only reads, but this says {write[0].upper()}"
            )
        for name in _USED.findall(line):
            used.setdefault(name, body_at + offset)
    for name, at in used.items():
        if name not in declared:
            raise QueryError(f"{path}:{at}: ${name} is used but not declared: add “// param: {name} ...”")
    for name, at in declared.items():
        if name not in used:
            raise QueryError(f"{path}:{at}: parameter “{name}” is declared but never used: take it out")


def _check_columns(body: str, declared: list[tuple[int, str]], path: str, body_at: int) -> None:
    returned = _returned(_bare(body))
    names = [name for _, name in declared]
    if names != returned:
        at = next((at for at, name in declared if name not in returned), body_at)
        raise QueryError(
            f"{path}:{at}: the header promises the columns {', '.join(names) or 'none'}, "
            f"but the query returns {', '.join(returned) or 'none'}: write the same in the same order"
        )


def _returned(bare: str) -> list[str]:
    """The names of the columns of the last RETURN: what stands after AS, or the variable itself."""
    starts = [match.end() for match in _RETURN.finditer(bare)]
    if not starts:
        return []
    items, depth = [""], 0
    for character in _AFTER_RETURN.split(bare[starts[-1] :], maxsplit=1)[0]:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            items.append("")
        else:
            items[-1] += character
    return [match[1] if (match := _ALIAS.fullmatch(item.strip())) else item.strip() for item in items]


def _bare(body: str) -> str:
    """The Cypher without comments and string literals, line by line as before."""
    return "\n".join(re.sub(r"//.*", "", _LITERALS.sub("''", line)) for line in body.splitlines())
