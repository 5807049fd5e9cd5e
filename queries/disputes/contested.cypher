// question: On which pairs do the sources contradict each other: affirmed by one, denied or reversed by another?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: object -- upon whom
// returns: relation -- what one side claims
// returns: outlet -- who prints it
// returns: speaker -- who says it
// returns: evidence -- its sentence
// returns: claim -- its id
// returns: against -- what the other side claims
// returns: denied -- whether the other side denies the relation
// returns: other_outlet -- who prints that
// returns: other_speaker -- who says that
// returns: other_evidence -- its sentence
// returns: other_claim -- its id
MATCH (s:Entity)
WHERE s.disputes > 0
WITH s ORDER BY s.disputes DESC, s.id LIMIT $limit
UNWIND range(0, size(s.disputed) - 2, 2) AS i
WITH s, s.disputed[i] AS pro, s.disputed[i + 1] AS contra LIMIT $limit
MATCH (c:Claim {id: pro})-[:STATED_IN]->(a:Article)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (d:Claim {id: contra})-[:STATED_IN]->(b:Article)
RETURN s.name AS subject, o.name AS object, c.relation AS relation, a.outlet AS outlet, c.attributed_to AS speaker,
  c.evidence AS evidence, c.id AS claim, d.relation AS against, d.negated AS denied, b.outlet AS other_outlet,
  d.attributed_to AS other_speaker, d.evidence AS other_evidence, d.id AS other_claim
ORDER BY s.disputes DESC, subject, object, claim, other_claim
