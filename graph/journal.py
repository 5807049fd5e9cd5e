"""What was extracted so far: written batch by batch, so that a build that is killed goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.jsonl import append_text, read_jsonl, to_line
from graph.records import GraphError
from ingest.records import Extraction, Unreadable

_WHOLE: Final = b'{"whole"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one article: its extraction, or why there is none."""

    id: str
    stamp: str
    extraction: Extraction | None = None
    failure: Unreadable | None = None


class Journal:
    """A file of entries. A batch is in it whole, or, where a kill or a full disk cut it short, not at all."""

    def __init__(self, path: Path, version: str) -> None:
        """Point at ``path``; what another ``version`` of the extraction wrote there does not count."""
        self.path = path
        self._version = version

    def resume(self) -> dict[str, str]:
        """Stamps by id of all articles in it; what is torn or of another version is cut off.

        Raises GraphError where the file cannot be read or written.
        """
        try:
            found, end = self._scan()
            with self.path.open("ab") as file:
                file.truncate(end)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise GraphError(f"{self.path}: cannot be used ({error.strerror}); remove it.") from error
        return found

    def append(self, batch: Iterable[Entry]) -> None:
        """Add a batch; it is on disk when this returns. Raises GraphError where it cannot be written."""
        entries = list(batch)
        whole = {"whole": [[one.id, one.stamp] for one in entries], "version": self._version}
        append_text(self.path, "".join(map(to_line, entries)) + json.dumps(whole) + "\n")

    def read(self) -> Iterator[Entry]:
        """All entries; of an article that is there twice, both in their order. To be called after resume."""
        if self.path.exists():
            yield from read_jsonl(self.path, Entry, skip='{"whole"')

    def remove(self) -> None:
        """Forget everything, once it stands elsewhere."""
        self.path.unlink(missing_ok=True)

    def _scan(self) -> tuple[dict[str, str], int]:
        """Stamps by id, and where the last whole batch ends."""
        found: dict[str, str] = {}
        end = position = 0
        with self.path.open("rb") as lines:
            for line in lines:
                position += len(line)
                if line.startswith(_WHOLE) and line.endswith(b"\n"):
                    try:
                        mark = json.loads(line)
                        stamps = dict(mark["whole"])
                        version = mark["version"]
                    except (ValueError, KeyError, TypeError):
                        break
                    if version != self._version:
                        return {}, 0
                    found |= stamps
                    end = position
        return found, end


def is_unfinished(path: Path) -> bool:
    """Whether a journal stands at ``path`` and has something in it: a build was cut short."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
