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
WITH y.id AS other, type(near) AS role, count(d) AS claims, sum(CASE WHEN d.negated THEN 1 ELSE 0 END) AS denied,
  sum(CASE WHEN d.negated = false AND d.relation = 'SUPPORTED' THEN 1 ELSE 0 END) AS supported,
  sum(CASE WHEN d.negated = false AND d.relation = 'OPPOSED' THEN 1 ELSE 0 END) AS opposed
WHERE claims > denied AND (denied > 0 OR (supported > 0 AND opposed > 0))
WITH other, role ORDER BY claims DESC, other, role LIMIT $limit
WITH collect(role + other) AS pairs
MATCH (x:Entity {id: $x})<-[near:SUBJECT|OBJECT]-(d:Claim)-[:SUBJECT|OBJECT]->(y:Entity)
WHERE type(near) + y.id IN pairs AND (d.negated = true OR d.modality <> 'hypothetical')
WITH type(near) + y.id AS pair, d.relation AS relation, d.negated AS negated, d.confidence AS confidence, d.id AS id
ORDER BY confidence DESC, id
WITH pair, relation, negated, collect(id)[0..5] AS ids
WITH pair, collect({relation: relation, negated: negated, ids: ids}) AS sides
UNWIND sides AS pro
UNWIND sides AS contra
WITH pro, contra
WHERE pro.negated = false AND ((contra.negated = true AND contra.relation = pro.relation)
  OR (contra.negated = false AND pro.relation = 'SUPPORTED' AND contra.relation = 'OPPOSED'))
UNWIND pro.ids AS affirming
UNWIND contra.ids AS denying
MATCH (c:Claim {id: affirming})-[:STATED_IN]->(a:Article)
MATCH (d:Claim {id: denying})-[:STATED_IN]->(b:Article)
WHERE a.outlet <> b.outlet OR coalesce(c.attributed_to, '') <> coalesce(d.attributed_to, '')
WITH c, a, d, b ORDER BY c.confidence + d.confidence DESC, c.id, d.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
RETURN s.name AS subject, o.name AS object, c.relation AS relation, a.outlet AS outlet, c.attributed_to AS speaker,
  c.evidence AS evidence, c.id AS claim, d.relation AS against, d.negated AS denied, b.outlet AS other_outlet,
  d.attributed_to AS other_speaker, d.evidence AS other_evidence, d.id AS other_claim
ORDER BY subject, object, claim, other_claim
