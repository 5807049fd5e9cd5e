"""What the shape of the graph tells: camps, brokers, centrality, balance, as properties of entities."""

from graph.analysis.properties import EntityProperties, analyse, properties

__all__ = ["EntityProperties", "analyse", "properties"]
