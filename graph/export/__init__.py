"""The graph as files for people and for other tools: a page, and the formats of network analysis."""
