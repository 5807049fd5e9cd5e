"""whowhom: who did what to whom, who says so, and where it stands written."""

__version__ = "0.1.0"
