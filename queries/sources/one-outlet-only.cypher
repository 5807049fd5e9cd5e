// question: Which claims about X does only one outlet make?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: outlet -- the only outlet
// returns: claims -- how many claims affirm it
// returns: first -- earliest date
// returns: last -- latest date
// returns: article -- title of the article of the most certain claim
// returns: evidence -- its sentence
// returns: claim -- its id
MATCH (x:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(:Entity)
WHERE size(r.outlets) = 1
WITH r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})-[:STATED_IN]->(a:Article)
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, r.outlets[0] AS outlet,
  r.claims AS claims, r.first AS first, r.last AS last, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, subject, relation, object, claim
