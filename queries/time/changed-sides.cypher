// question: Who changed sides towards X, and when?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: who -- who changed sides
// returns: before -- SUPPORTED, OPPOSED or EXPELLED
// returns: until -- last date of that
// returns: after -- what came then
// returns: since -- first date of that
// returns: before_claim -- id of the most certain claim of before
// returns: after_claim -- id of the most certain claim of after
// returns: evidence -- the sentence of after
MATCH (x:Entity {id: $x})<-[f:SUPPORTED]-(s:Entity)-[g:OPPOSED|EXPELLED]->(x)
WHERE f.last < g.first OR g.last < f.first
WITH s, f, g ORDER BY f.claims + g.claims DESC, f.id, g.id LIMIT $limit
WITH s, CASE WHEN f.last < g.first THEN f ELSE g END AS before, CASE WHEN f.last < g.first THEN g ELSE f END AS after
MATCH (c:Claim {id: after.evidence[0]})
RETURN s.name AS who, type(before) AS before, before.last AS until, type(after) AS after, after.first AS since,
  before.evidence[0] AS before_claim, c.id AS after_claim, c.evidence AS evidence
ORDER BY since, who, before, after, after_claim
