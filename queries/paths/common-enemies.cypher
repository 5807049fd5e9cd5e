// question: Whom do both X and Y oppose?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: y entity -- the other entity (example: Kestria)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: enemy -- whom both oppose
// returns: type -- Person, Organization or Country
// returns: by_x -- claims between X and them
// returns: by_y -- claims between Y and them
// returns: claim_x -- id of the most certain of those of X
// returns: claim_y -- id of the most certain of those of Y
MATCH (x:Entity {id: $x})-[r:OPPOSED]->(e:Entity)<-[q:OPPOSED]-(y:Entity {id: $y})
RETURN e.name AS enemy, e.type AS type, r.claims AS by_x, q.claims AS by_y, r.evidence[0] AS claim_x,
  q.evidence[0] AS claim_y
ORDER BY by_x + by_y DESC, enemy, claim_x, claim_y LIMIT $limit
