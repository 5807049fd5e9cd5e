"""The working form of a chain while an article is read: its names, posts, gender and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.mentions.lexicon import Gender
from ingest.records import EntityType, Mention


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Mentions by name that are one entity. ``reasons`` has one for each mention.

    ``titles`` counts posts and apposed descriptions as they stand in the text, ``kinds`` what stands right
    before the names of an organization ("pension fund").
    """

    type: EntityType
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    nations: set[str] = field(default_factory=set)
    canonical: str = ""
    iso2: str | None = None

    def add(self, mention: Mention, reason: str) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.reasons.append(reason)

    @property
    def gender(self) -> Gender:
        """ "m" or "f" where the evidence clearly says so, else empty."""
        male, female = self.genders["m"], self.genders["f"]
        if male == female:
            return ""
        return "m" if male > female else "f"

    def name(self) -> str:
        """The fullest proper name: the known one, else that with most words, then the most frequent."""
        if self.canonical:
            return self.canonical
        forms = Counter(" ".join(m.text.split()) for m in self.mentions if m.kind == "name")
        mixed = [form for form in forms if not form.isupper() or len(form) <= 6] or list(forms)
        return max(sorted(mixed), key=lambda form: (len(form.split()), len(form) > 6, forms[form], len(form)))
