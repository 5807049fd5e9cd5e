"""Questions worth asking of the graph, one Cypher file each."""

from queries.library import Column, Query, QueryError, find_query, library
from queries.parameters import Parameter

__all__ = ["Column", "Parameter", "Query", "QueryError", "find_query", "library"]
