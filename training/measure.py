"""Calibrates the relation model on held-out articles; scores sentence, subject, relation and object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.gold import RELATIONS

QUALIFIERS = ("negated", "hypothetical", "reported", "attributed", "unnamed")


@dataclass(slots=True)
class Candidate:
    """``verdict``: right (a certain claim), fair (one that a careful reader may doubt) or wrong."""

    sentence: int
    subject: str
    relation: str
    object: str
    logit: float
    qualifiers: list[float]
    verdict: str
    truth: list[float] | None


def platt(logits: list[float], holds: list[bool]) -> list[float]:
    """Slope and shift of a logistic fit; the identity where there is too little to fit."""
    from sklearn.linear_model import LogisticRegression

    if sum(holds) < 5 or sum(holds) > len(holds) - 5:
        return [1.0, 0.0]
    fit = LogisticRegression(C=1.0).fit(np.array(logits)[:, None], holds)
    return [round(float(fit.coef_[0][0]), 4), round(float(fit.intercept_[0]), 4)]


def probability(logit: float, fit: list[float]) -> float:
    return float(1 / (1 + np.exp(-(fit[0] * logit + fit[1]))))


def calibrate(found: list[Candidate]) -> dict:
    """Platt per relation and qualifier, and the threshold with the best F1 per relation.

    A relation with fewer than 20 claims in the held-out texts borrows the other acts' means.
    """
    fits, thresholds = {}, {}
    for relation in RELATIONS:
        rows = [c for c in found if c.relation == relation]
        if sum(c.verdict != "wrong" for c in rows) >= 20:
            fits[relation] = platt([c.logit for c in rows], [c.verdict != "wrong" for c in rows])
            grid = [n / 100 for n in range(10, 80, 2)]
            thresholds[relation] = max(grid, key=lambda t: scored(rows, fits[relation], t)[2])
    acts = [r for r in ("SUPPORTED", "OPPOSED") if r in fits]
    for relation in RELATIONS:
        if relation not in fits and acts:
            fits[relation] = [round(sum(fits[r][n] for r in acts) / len(acts), 4) for n in (0, 1)]
            thresholds[relation] = round(sum(thresholds[r] for r in acts) / len(acts), 2)
    true = [c for c in found if c.truth]
    for n, qualifier in enumerate(QUALIFIERS):
        fits[qualifier] = platt([c.qualifiers[n] for c in true], [c.truth[n] > 0 for c in true])
    return {"platt": fits, "thresholds": thresholds}


def scored(rows: list[Candidate], fit: list[float], threshold: float) -> tuple[float, float, float]:
    said = [c for c in rows if probability(c.logit, fit) >= threshold]
    return _prf(said, rows)


def _prf(said: list[Candidate], rows: list[Candidate]) -> tuple[float, float, float]:
    precision = sum(c.verdict != "wrong" for c in said) / max(1, len(said))
    recall = sum(c.verdict == "right" for c in said) / max(1, sum(c.verdict == "right" for c in rows))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def figures(found: list[Candidate], fitted: dict) -> dict[str, object]:
    """Precision, recall, F1 in all and by relation; accuracy and F1 of qualifiers; calibration error."""
    fits, thresholds = fitted["platt"], fitted["thresholds"]
    said = [c for c in found if probability(c.logit, fits[c.relation]) >= thresholds[c.relation]]
    row: dict[str, object] = {"all": [round(x, 3) for x in _prf(said, found)]}
    for r in RELATIONS:
        rows = [c for c in found if c.relation == r]
        row[r] = [round(x, 3) for x in scored(rows, fits[r], thresholds[r])] + [
            sum(c.verdict == "right" for c in rows)
        ]
    true = [c for c in found if c.truth]
    for n, q in enumerate(QUALIFIERS):
        rows = [(probability(c.qualifiers[n], fits[q]) >= 0.5, c.truth[n] > 0) for c in true]
        hit = sum(a and b for a, b in rows)
        row[q] = [
            round(sum(a == b for a, b in rows) / max(1, len(rows)), 3),
            round(2 * hit / max(1, sum(a + b for a, b in rows)), 3),
        ]
    row["ece"] = round(_calibration_error(said, fits), 3)
    return row


def _calibration_error(said: list[Candidate], fits: dict) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for c in said:
        p = probability(c.logit, fits[c.relation])
        bins.setdefault(min(9, int(p * 10)), []).append((p, c.verdict != "wrong"))
    total = max(1, len(said))
    return sum(abs(sum(p for p, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / total
