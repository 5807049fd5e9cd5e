// question: Which members of X supported or opposed X?
// param: x entity -- the entity, by any name or id (example: Kestrian Workers' Party)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: member -- who belongs to X
// returns: roles -- their posts
// returns: relation -- SUPPORTED or OPPOSED
// returns: claims -- how many claims affirm it
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
// returns: membership -- id of the claim of the affiliation
MATCH (x:Entity {id: $x})<-[m:AFFILIATED_WITH]-(s:Entity)-[r:SUPPORTED|OPPOSED]->(x)
WITH m, s, r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})
RETURN s.name AS member, m.roles AS roles, type(r) AS relation, r.claims AS claims, c.evidence AS evidence,
  c.id AS claim, m.evidence[0] AS membership
ORDER BY claims DESC, member, relation, claim
