"""Questions worth asking of the graph, one Cypher file each."""
