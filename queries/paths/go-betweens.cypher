// question: Through whom are X and Y linked, one step away from both?
// param: x entity -- the entity, by any name or id (example: Norvane)
// param: y entity -- the other entity (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: between -- who is linked to both
// returns: type -- Person, Organization or Country
// returns: x_relations -- relations of X and them
// returns: y_relations -- relations of Y and them
// returns: claims -- how many claims in all
// returns: claim_x -- id of the most certain claim of the strongest relation to X
// returns: claim_y -- id of that to Y
MATCH (x:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(m:Entity)
WHERE m.id <> $y
WITH m, r ORDER BY r.claims DESC, r.id
WITH m, sum(r.claims) AS to_x, collect(DISTINCT type(r)) AS x_relations, collect(r.evidence[0])[0] AS claim_x
MATCH (m)-[q:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(y:Entity {id: $y})
WITH m, to_x, x_relations, claim_x, q ORDER BY q.claims DESC, q.id
WITH m, to_x, x_relations, claim_x, sum(q.claims) AS to_y, collect(DISTINCT type(q)) AS y_relations,
  collect(q.evidence[0])[0] AS claim_y
RETURN m.name AS between, m.type AS type, x_relations, y_relations, to_x + to_y AS claims, claim_x, claim_y
ORDER BY claims DESC, between, claim_x, claim_y LIMIT $limit
