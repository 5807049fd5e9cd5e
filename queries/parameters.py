"""The types that a question's parameters have, and how each is read from what a user types."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from queries.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ParameterType: TypeAlias = Literal[
    "entity", "outlet", "relation", "text", "integer", "float", "date", "boolean"
]
Value: TypeAlias = str | int | float | bool
PARAMETER_TYPES: Final[tuple[ParameterType, ...]] = get_args(ParameterType)

RELATIONS: Final = ("SUPPORTED", "OPPOSED", "EXPELLED", "AFFILIATED_WITH")
"""Named here too, because the library of questions is a leaf: it imports no other package of ours."""

_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a question needs. ``default`` is None where the asker must give it."""

    name: str
    type: ParameterType
    default: Value | None
    description: str
    example: Value

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return self.default is None


def read_value(type_: ParameterType, raw: str) -> Value:
    """The value that the text means as this type. Raises ValueError with the words "needs ...".

    Names of entities and outlets stay text: only a graph can say whom they mean.
    """
    text = raw.strip()
    if not text:
        raise ValueError("needs a value, not an empty one")
    return _READERS[type_](text)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"needs a whole number such as 20, not “{text}”") from None


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"needs a number such as 0.5, not “{text}”")
    return number


def _boolean(text: str) -> bool:
    match text.casefold():
        case "true" | "yes" | "1":
            return True
        case "false" | "no" | "0":
            return False
        case _:
            raise ValueError(f"needs true or false, not “{text}”")


def _relation(text: str) -> str:
    wanted = re.sub(r"[\s-]+", "_", text).upper()
    if wanted in RELATIONS:
        return wanted
    raise ValueError(f"needs one of {', '.join(RELATIONS)}, not “{text}”")


def _date(text: str) -> str:
    """ISO 8601, as coarse as the asker likes: dates are compared as text, so that 2024 starts in January."""
    match = _DATE.fullmatch(text)
    if match:
        month, day = int(match["month"] or 1), int(match["day"] or 1)
        if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]:
            return text
    raise ValueError(f"needs a date such as 2024-05-01, 2024-05 or 2024, not “{text}”")


_READERS: Final[Mapping[ParameterType, Callable[[str], Value]]] = {
    "entity": str,
    "outlet": str,
    "relation": _relation,
    "text": str,
    "integer": _integer,
    "float": _float,
    "date": _date,
    "boolean": _boolean,
}


def read_parameters(query: str, declared: Iterable[Parameter], raw: Mapping[str, str]) -> dict[str, Value]:
    """The values of all declared parameters of a query: the given ones read as their type, else defaults.

    Raises QueryError where one is missing, unknown or not of its type; the sentence lists the valid ones.
    """
    parameters = {parameter.name: parameter for parameter in declared}
    for name in raw:
        if name not in parameters:
            near = get_close_matches(name, parameters, n=1)
            hint = f", did you mean “{near[0]}”?" if near else ":"
            raise QueryError(
                f"query “{query}” has no parameter “{name}”{hint} it takes {_listed(parameters.values())}"
            )
    missing = [name for name, parameter in parameters.items() if parameter.required and name not in raw]
    if missing:
        examples = " ".join(f"{name}='{parameters[name].example}'" for name in missing)
        raise QueryError(
            f"query “{query}” needs {examples} (an example); it takes {_listed(parameters.values())}"
        )
    values: dict[str, Value] = {}
    for name, parameter in parameters.items():
        try:
            given = read_value(parameter.type, raw[name]) if name in raw else parameter.default
        except ValueError as error:
            raise QueryError(f"parameter “{name}” of query “{query}” {error}") from None
        assert given is not None
        values[name] = given
    return values


def usage(parameters: Iterable[Parameter]) -> str:
    """The parameters as they are typed, those with a default in brackets: ``x=ENTITY [limit=50]``."""
    return " ".join(
        f"{parameter.name}={parameter.type.upper()}"
        if parameter.default is None
        else f"[{parameter.name}={_typed(parameter.default)}]"
        for parameter in parameters
    )


def _typed(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}'" if " " in text else text


def _listed(parameters: Iterable[Parameter]) -> str:
    return usage(parameters) or "no parameters"
