"""Articles in, claims out: reading, mentions, coreference, relations, qualifiers."""

from ingest.records import Article, Chain, Claim, Extraction, IngestError, Mention

__all__ = ["Article", "Chain", "Claim", "Extraction", "IngestError", "Mention"]
