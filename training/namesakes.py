"""Pairs of profiles as linking meets them, with whether they are one entity: what resolution learns from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.resolve.block import candidate_pairs, index_of_parts
from graph.resolve.features import Rivals, initials
from graph.resolve.lexicon import lexicon
from graph.resolve.profile import COMPANY, Profile, merge_profiles


def training_pairs(
    profiles: Sequence[Profile], truth: Sequence[str]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Pairs as linking meets them: merged namesakes, and partial names with their rivals."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    parts: list[int] = []
    for i, profile in enumerate(profiles):
        if profile.iso2:
            continue
        if profile.names:
            groups[profile.type, profile.names[0], truth[i]].append(i)
        else:
            parts.append(i)
    keys = sorted(groups)
    wholes = [_merge([profiles[i] for i in groups[key]]) for key in keys]
    found = [
        (wholes[a], wholes[b], Rivals(), keys[a][2] == keys[b][2])
        for a, b in candidate_pairs(wholes)
        if keys[a][1] != keys[b][1]
    ]
    index = index_of_parts(wholes)
    for i in parts:
        part = profiles[i]
        candidates = sorted({c for p in part.parts for c in index.get((part.type, p), ())})
        # Two spellings of one entity are no rivals: linking has joined them by then.
        entities = {keys[c][2] for c in candidates}
        total = sum(len(wholes[c].chains) for c in candidates)
        for c in candidates:
            same = sum(len(wholes[o].chains) for o in candidates if keys[o][2] == keys[c][2])
            rivals = Rivals(count=len(entities), share=same / total)
            found.append((wholes[c], part, rivals, keys[c][2] == truth[i]))
    found.extend(_acronyms_alone(wholes, [key[2] for key in keys]))
    found.extend(_persons_rewritten(profiles, groups))
    found.extend(_surnames_alone(profiles, groups))
    by_part: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in parts:
        by_part[profiles[i].type, profiles[i].name].append(i)
    for members in by_part.values():
        for at, a in enumerate(members[:12]):
            found.extend(
                (profiles[a], profiles[b], Rivals(count=2, share=0.5), truth[a] == truth[b])
                for b in members[at + 1 : 12]
            )
    return found


def _acronyms_alone(
    wholes: Sequence[Profile], truth: Sequence[str]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Acronyms that articles define, as another article would use them: without the name and the company.

    The annotators name an organization that stands in its article as an acronym only as they please, so
    their articles alone would teach that acronyms mean nothing.
    """
    bare = [replace(whole, parts=frozenset()) for whole in wholes]
    index = index_of_parts(bare)
    found = []
    for n, whole in enumerate(wholes):
        if whole.type != "Organization":
            continue
        for part in sorted(p for p in whole.parts if any(p in initials(name) for name in whole.names)):
            alone = replace(
                whole, names=(), parts=frozenset((part,)), company={}, facts=frozenset(), places=frozenset()
            )
            candidates = index.get((whole.type, part), ())
            total = sum(len(wholes[c].chains) for c in candidates)
            entities = {truth[c] for c in candidates}
            for c in candidates:
                share = sum(len(wholes[o].chains) for o in candidates if truth[o] == truth[c]) / total
                found.append((bare[c], alone, Rivals(count=len(entities), share=share), truth[c] == truth[n]))
    return found


def _persons_rewritten(
    profiles: Sequence[Profile], groups: dict[tuple[str, str, str], list[int]]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """Half of a person's articles against the other half, in which the name is written another way.

    The annotated outlets follow style guides, so variants of one name are rarer there than in the world.
    """
    found: list[tuple[Profile, Profile, Rivals, bool]] = []
    for (type_, name, _), members in sorted(groups.items()):
        if type_ != "Person" or len(members) < 2:
            continue
        left = _merge([profiles[i] for i in members[::2]])
        right = _merge([profiles[i] for i in members[1::2]])
        choice = int(hashlib.sha256(name.encode()).hexdigest(), 16)
        variants = _variants(name)
        chosen = [variants[(choice + n) % len(variants)] for n in range(min(2, len(variants)))]
        found.extend((left, replace(right, names=(variant,)), Rivals(), True) for variant in chosen)
    return found


def _surnames_alone(
    profiles: Sequence[Profile], groups: dict[tuple[str, str, str], list[int]]
) -> list[tuple[Profile, Profile, Rivals, bool]]:
    """A person's chain with the surname alone, against all who bear it, with and without the right one."""
    bearers: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key in sorted(groups):
        if key[0] == "Person":
            bearers[key[1].rsplit(" ", 1)[-1]].append(key)
    found = []
    for surname, keys in sorted(bearers.items()):
        for key in keys:
            for left_out in groups[key][:2] if len(groups[key]) > 1 else ():
                part = replace(profiles[left_out], names=(), parts=frozenset((surname,)))
                wholes = {k: _merge([profiles[i] for i in groups[k] if i != left_out]) for k in keys}
                for known in (wholes, {k: whole for k, whole in wholes.items() if k[2] != key[2]}):
                    total = sum(len(whole.chains) for whole in known.values())
                    for k, whole in known.items():
                        share = sum(len(w.chains) for o, w in known.items() if o[2] == k[2]) / total
                        count = len({o[2] for o in known})
                        bare = replace(whole, parts=frozenset())
                        found.append((bare, part, Rivals(count=count, share=share), k[2] == key[2]))
    return found


def _variants(name: str) -> list[str]:
    """Ways in which a folded name of a person is written by others."""
    first, *middle, last = name.split()
    shorts = sorted(lexicon().nicknames.get(first, ()))[:1]
    written = [
        f"{first[0]} {last}", f"{first} {'abcdefghijklm'[len(name) % 13]} {last}",
        *(f"{short} {last}" for short in shorts),
        f"{first} {last[:-2]}{last[-1]}{last[-2]}" if len(last) > 5 else "",
        f"{first} {last[:3]}{last[2:]}" if len(last) > 5 else "",
        f"{first} {last}" if middle else "",
    ]  # fmt: skip
    return [w for w in written if w and w != name]


def _merge(members: Sequence[Profile]) -> Profile:
    """Of company no more than one article's: of more, its absence would weigh too much where little is told."""
    return merge_profiles(members, most=COMPANY)
