// question: Which of its own members or officers did X expel?
// param: x entity -- the organization or country (example: Kestrian Workers' Party)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: who -- the member
// returns: roles -- their posts as far as known
// returns: first -- earliest date of the removal
// returns: last -- latest date
// returns: evidence -- the sentence of the removal
// returns: claim -- id of its claim
// returns: membership -- id of the claim of the affiliation
MATCH (x:Entity {id: $x})-[e:EXPELLED]->(who:Entity)-[m:AFFILIATED_WITH]->(x)
WITH e, who, m ORDER BY e.claims DESC, e.id LIMIT $limit
MATCH (c:Claim {id: e.evidence[0]})
RETURN who.name AS who, m.roles AS roles, e.first AS first, e.last AS last, c.evidence AS evidence, c.id AS claim,
  m.evidence[0] AS membership
ORDER BY who, claim
