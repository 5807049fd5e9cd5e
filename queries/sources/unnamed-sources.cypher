// question: Which claims about X stand only on unnamed sources?
// param: x entity -- the entity, by any name or id (example: Meridian Shipping)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: claims -- how many claims there are
// returns: outlets -- names of the outlets
// returns: evidence -- the sentence of the most certain one
// returns: claim -- its id
MATCH (x:Entity {id: $x})<-[near:SUBJECT|OBJECT]-(c:Claim)-[:SUBJECT|OBJECT]->(y:Entity)
WHERE c.negated = false
WITH x, y, type(near) AS role, c.relation AS relation, collect(c) AS told,
  sum(CASE c.attributed_to WHEN 'unnamed' THEN 1 ELSE 0 END) AS unnamed
WHERE size(told) = unnamed
WITH x, y, role, relation, told ORDER BY size(told) DESC, y.id, role, relation LIMIT $limit
UNWIND told AS c
MATCH (c)-[:STATED_IN]->(a:Article)
WITH x, y, role, relation, c, a ORDER BY c.confidence DESC, c.id
WITH x, y, role, relation, collect(c) AS told, collect(DISTINCT a.outlet) AS outlets
RETURN CASE role WHEN 'SUBJECT' THEN x.name ELSE y.name END AS subject, relation,
  CASE role WHEN 'SUBJECT' THEN y.name ELSE x.name END AS object, size(told) AS claims, outlets,
  told[0].evidence AS evidence, told[0].id AS claim
ORDER BY claims DESC, subject, relation, object, claim
