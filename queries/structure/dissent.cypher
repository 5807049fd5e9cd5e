// question: Who opposes or removes X from within its own camp?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: opponent -- who opposes X though of the same camp
// returns: relation -- OPPOSED or EXPELLED
// returns: camp -- number of the camp
// returns: claims -- how many claims affirm it
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
MATCH (x:Entity {id: $x})<-[r:OPPOSED|EXPELLED]-(s:Entity)
WHERE s.camp = x.camp
WITH s, r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})
RETURN s.name AS opponent, type(r) AS relation, s.camp AS camp, r.claims AS claims, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, opponent, relation, claim
