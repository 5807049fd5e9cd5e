// question: Who supports X from another camp?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: ally -- who supports X
// returns: camp -- the camp of the ally
// returns: own_camp -- the camp of X
// returns: claims -- how many claims affirm it
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
MATCH (x:Entity {id: $x})<-[r:SUPPORTED]-(s:Entity)
WHERE s.camp <> x.camp
WITH x, s, r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})
RETURN s.name AS ally, s.camp AS camp, x.camp AS own_camp, r.claims AS claims, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, ally, claim
