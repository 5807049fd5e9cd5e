"""Claims in, a graph out: resolution across articles, edges, stores, exports, analysis."""
