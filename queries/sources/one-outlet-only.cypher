// question: Which claims about X does only one outlet make, and others at most reprint?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: outlet -- the only outlet, or the one whose report the others print
// returns: reprints -- how many other outlets print copies of its reports
// returns: claims -- how many claims affirm it
// returns: first -- earliest date
// returns: last -- latest date
// returns: article -- title of the article of the most certain claim
// returns: evidence -- its sentence
// returns: claim -- its id
MATCH (x:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(:Entity)
WHERE r.voices = 1 AND size(r.outlets) > 0
WITH r ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})-[:STATED_IN]->(a:Article)
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, a.voice AS outlet,
  size(r.outlets) - 1 AS reprints,
  r.claims AS claims, r.first AS first, r.last AS last, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, subject, relation, object, claim
