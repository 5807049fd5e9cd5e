"""Resolution of a corpus that no memory holds, with the result of ``graph.resolve``, record for record.

What needs the whole corpus is SQL over small columns: votes, frequencies, windows, joins. What needs a
decision is a function of ``graph.resolve`` over one article, one name, one pair, one connected component.
The user's judgements are not obeyed here.
"""

from __future__ import annotations

from graph.engines.interface import Engine
from graph.resolve import left_out_notes
from graph.resolve.at_scale.dossiers import make_profiles
from graph.resolve.at_scale.entities import make_entities
from graph.resolve.at_scale.names import join_names
from graph.resolve.at_scale.parts import join_parts
from graph.resolve.at_scale.records import left_out, make_records
from graph.resolve.at_scale.stories import tell_stories

__all__ = ["resolve_tables"]


def resolve_tables(engine: Engine, min_confidence: float = 0.0) -> tuple[str, ...]:
    """Make the tables of a project of the table ``outcomes``, one row an article; returns the corpus's notes.

    Claims under ``min_confidence`` are left out.

    The tables are ``documents``, ``mentions``, ``entities``, ``claims``, ``links`` and ``extractions``, each
    in the order of the files of a project directory.
    """
    make_profiles(engine, min_confidence)
    join_names(engine)
    join_parts(engine)
    make_entities(engine)
    tell_stories(engine)
    make_records(engine, min_confidence)
    return left_out_notes(left_out(engine))
