"""Outlet and date in the names that people give to saved articles."""

from __future__ import annotations

import re
from typing import Final

from ingest.metadata.bylines import Byline

_DAY: Final = r"(?P<date>(?:19|20)\d{2}-[01]\d-[0-3]\d)"
_NAMES: Final = (
    re.compile(rf"(?P<outlet>[^\W\d_][\w.-]*?)_{_DAY}(?:[_ -].*)?"),
    re.compile(rf"{_DAY}_(?P<outlet>[^\W\d_][^_]*)_.+"),
    re.compile(rf"{_DAY}(?:[_ .-].*)?"),
    re.compile(rf".*[_ -]{_DAY}"),
    re.compile(r"(?P<date>(?:19|20)\d{2}[01]\d[0-3]\d)(?:[_ -].*)?"),
)
_FOLDERS: Final = re.compile(r"(?:\A|/)(?P<year>(?:19|20)\d{2})/(?P<month>[01]\d)(?:/(?P<day>[0-3]\d))?/")


def read_file_name(path: str) -> Byline:
    """What a path says: ``gazette_2021-03-04_vote.txt``, ``2021-03-04 vote.txt``, ``2021/03/04/vote.txt``.

    The outlet is given as it is written: how the outlet spells itself, the name of a file does not know.
    """
    path = path.split("#", 1)[0]
    stem = re.sub(r"(?:\.\w{1,8}){1,2}\Z", "", path.rsplit("/", 1)[-1])
    for pattern in _NAMES:
        if found := pattern.fullmatch(stem):
            fields = found.groupdict()
            return Byline(outlet=fields.get("outlet") or "", date=fields["date"])
    if folders := _FOLDERS.search(path):
        return Byline(date="-".join(filter(None, folders.groups())))
    return Byline()
