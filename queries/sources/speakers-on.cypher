// question: Whose words about X do the articles report, and what do they say?
// param: x entity -- the entity, by any name or id (example: Odo Lindqvar)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: speaker -- to whom the articles attribute it, or unnamed
// returns: claims -- how many claims about X
// returns: for_x -- of these, support for X
// returns: against_x -- of these, opposition to X or a removal
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
MATCH (x:Entity {id: $x})<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE c.attributed_to IS NOT NULL
WITH DISTINCT c, EXISTS { MATCH (c)-[:OBJECT]->(:Entity {id: $x}) } AS about
WITH c, about ORDER BY c.confidence DESC, c.id
WITH c.attributed_to AS speaker, collect(c)[0] AS best, count(c) AS claims,
  sum(CASE WHEN about AND c.negated = false AND c.relation = 'SUPPORTED' THEN 1 ELSE 0 END) AS for_x,
  sum(CASE WHEN about AND c.negated = false AND c.relation IN ['OPPOSED', 'EXPELLED'] THEN 1 ELSE 0 END) AS against_x
RETURN speaker, claims, for_x, against_x, best.evidence AS evidence, best.id AS claim
ORDER BY claims DESC, speaker, claim LIMIT $limit
