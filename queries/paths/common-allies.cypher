// question: Whom do both X and Y support, or who supports both?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: y entity -- the other entity (example: Pia Sorrel)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: ally -- whom both support, or who supports both
// returns: type -- Person, Organization or Country
// returns: by_x -- claims of support between X and them
// returns: by_y -- claims of support between Y and them
// returns: claim_x -- id of the most certain of those of X
// returns: claim_y -- id of the most certain of those of Y
MATCH (x:Entity {id: $x})-[r:SUPPORTED]-(e:Entity)
WITH e, r ORDER BY r.claims DESC, r.id
WITH e, sum(r.claims) AS by_x, collect(r.evidence[0])[0] AS claim_x
MATCH (e)-[q:SUPPORTED]-(y:Entity {id: $y})
WITH e, by_x, claim_x, q ORDER BY q.claims DESC, q.id
WITH e, by_x, claim_x, sum(q.claims) AS by_y, collect(q.evidence[0])[0] AS claim_y
RETURN e.name AS ally, e.type AS type, by_x, by_y, claim_x, claim_y
ORDER BY by_x + by_y DESC, ally, claim_x, claim_y LIMIT $limit
