// question: Which claims about X stand only on unnamed sources?
// param: x entity -- the entity, by any name or id (example: Meridian Shipping)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: claims -- how many claims there are
// returns: outlets -- names of the outlets
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
MATCH (x:Entity {id: $x})<-[:SUBJECT|OBJECT]-(c:Claim {attributed_to: 'unnamed'})
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
WITH DISTINCT s, o, c.relation AS relation
MATCH (s)<-[:SUBJECT]-(d:Claim)-[:OBJECT]->(o)
WHERE d.relation = relation AND d.negated = false
MATCH (d)-[:STATED_IN]->(a:Article)
WITH s, o, relation, d, a ORDER BY d.confidence DESC, d.id
WITH s, o, relation, collect(d) AS told, collect(DISTINCT a.outlet) AS outlets
WHERE all(d IN told WHERE d.attributed_to = 'unnamed')
WITH s, o, relation, size(told) AS claims, outlets, told[0] AS best
RETURN s.name AS subject, relation, o.name AS object, claims, outlets, best.evidence AS evidence, best.id AS claim
ORDER BY claims DESC, subject, relation, object, claim LIMIT $limit
