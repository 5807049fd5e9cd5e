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
CALL {
  MATCH (:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(m:Entity)
  RETURN m, r, 1 AS side
  UNION ALL
  MATCH (:Entity {id: $y})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(m:Entity)
  RETURN m, r, 2 AS side
}
WITH m, side, collect(r) AS tied
WITH m, side, tied ORDER BY side
WITH m, collect(tied) AS sides
WHERE size(sides) = 2 AND m.id <> $x AND m.id <> $y
UNWIND [0, 1] AS side
UNWIND sides[side] AS r
WITH m, side, r ORDER BY r.claims DESC, r.id
WITH m, side, sum(r.claims) AS told, collect(DISTINCT type(r)) AS relations, collect(r.evidence[0])[0] AS claim
WITH m, side, told, relations, claim ORDER BY side
WITH m, sum(told) AS claims, collect(relations) AS relations, collect(claim) AS told_in
RETURN m.name AS between, m.type AS type, relations[0] AS x_relations, relations[1] AS y_relations, claims,
  told_in[0] AS claim_x, told_in[1] AS claim_y
ORDER BY claims DESC, between, claim_x, claim_y LIMIT $limit
