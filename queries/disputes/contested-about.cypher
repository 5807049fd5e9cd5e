// question: Which claims about X are contested: affirmed by one source, denied or reversed by another?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
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
MATCH (x:Entity {id: $x})<-[near:SUBJECT|OBJECT]-(d:Claim)-[:SUBJECT|OBJECT]->(y:Entity)
WHERE d.negated = true OR d.modality <> 'hypothetical'
WITH x, y, type(near) AS role, collect(d) AS told, sum(CASE WHEN d.negated THEN 1 ELSE 0 END) AS denied,
  sum(CASE WHEN d.relation = 'SUPPORTED' THEN 1 ELSE 0 END) AS supported,
  sum(CASE WHEN d.relation = 'OPPOSED' THEN 1 ELSE 0 END) AS opposed
WHERE size(told) > 1 AND (denied > 0 OR (supported > 0 AND opposed > 0))
WITH CASE role WHEN 'SUBJECT' THEN x ELSE y END AS s, CASE role WHEN 'SUBJECT' THEN y ELSE x END AS o, told
UNWIND [c IN told WHERE c.negated = false] AS c
UNWIND [d IN told WHERE (d.negated AND d.relation = c.relation)
  OR (d.negated = false AND c.relation = 'SUPPORTED' AND d.relation = 'OPPOSED')] AS d
MATCH (c)-[:STATED_IN]->(a:Article)
MATCH (d)-[:STATED_IN]->(b:Article)
WHERE a.outlet <> b.outlet OR coalesce(c.attributed_to, '') <> coalesce(d.attributed_to, '')
WITH s, o, c, a, d, b ORDER BY c.confidence + d.confidence DESC, c.id, d.id LIMIT $limit
RETURN s.name AS subject, o.name AS object, c.relation AS relation, a.outlet AS outlet, c.attributed_to AS speaker,
  c.evidence AS evidence, c.id AS claim, d.relation AS against, d.negated AS denied, b.outlet AS other_outlet,
  d.attributed_to AS other_speaker, d.evidence AS other_evidence, d.id AS other_claim
ORDER BY subject, object, claim, other_claim
