"""Where tables live and steps run: DuckDB on one machine, Spark on many, one interface."""
