"""Questions worth asking of the graph, one Cypher file each."""

from queries.library import Column, Query, QueryError, bind, library, query
from queries.parameters import Parameter

__all__ = ["Column", "Parameter", "Query", "QueryError", "bind", "library", "query"]
