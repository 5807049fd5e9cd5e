// question: Who shares an organization or country with X?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: colleague -- who belongs there too
// returns: roles -- their posts there
// returns: organization -- where
// returns: claims -- how many claims affirm it
// returns: claim -- id of the most certain claim of the colleague
// returns: own_claim -- id of the most certain claim of X
MATCH (x:Entity {id: $x})-[m:AFFILIATED_WITH]->(o:Entity)
WITH x, m, o ORDER BY m.claims DESC, m.id LIMIT $limit
MATCH (o)<-[r:AFFILIATED_WITH]-(s:Entity)
WHERE s.id <> $x
WITH m, o, r, s ORDER BY r.claims DESC, r.id LIMIT $limit
RETURN s.name AS colleague, r.roles AS roles, o.name AS organization, r.claims AS claims,
  r.evidence[0] AS claim, m.evidence[0] AS own_claim
ORDER BY claims DESC, colleague, organization, claim
