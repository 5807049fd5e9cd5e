// question: Who takes sides together with X, in the same sentence and for or against the same target?
// param: x entity -- the entity, by any name or id (example: Norvane)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: cosigner -- who stands beside X
// returns: relation -- SUPPORTED or OPPOSED
// returns: target -- towards whom
// returns: times -- in how many sentences
// returns: evidence -- one such sentence
// returns: claim -- id of the claim about X
// returns: other_claim -- id of the claim about the other
MATCH (x:Entity {id: $x})<-[:SUBJECT]-(c:Claim)-[:STATED_IN]->(a:Article)
WHERE c.relation IN ['SUPPORTED', 'OPPOSED'] AND c.negated = false
// Article by article: a planner that begins at a target goes through all claims that were ever made about it.
WITH c, a
MATCH (a)<-[:STATED_IN]-(d:Claim)
WHERE d.start = c.start AND d.relation = c.relation AND d.negated = false AND d.id <> c.id
WITH c, d
MATCH (c)-[:OBJECT]->(t:Entity), (d)-[:OBJECT]->(same:Entity), (d)-[:SUBJECT]->(s:Entity)
WHERE same.id = t.id AND s.id <> $x
WITH s, t, c.relation AS relation, c, d ORDER BY c.id, d.id
WITH s, t, relation, count(DISTINCT c) AS times, collect(c)[0] AS c, collect(d)[0] AS d
ORDER BY times DESC, s.name, t.name, relation, c.id LIMIT $limit
RETURN s.name AS cosigner, relation, t.name AS target, times, c.evidence AS evidence, c.id AS claim,
  d.id AS other_claim
ORDER BY times DESC, cosigner, target, relation, claim
