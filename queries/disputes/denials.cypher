// question: What is denied about X, and does anyone affirm it?
// param: x entity -- the entity, by any name or id (example: Pia Sorrel)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- what is denied
// returns: object -- upon whom
// returns: speaker -- who denies it
// returns: date -- of the event, or else of publication
// returns: affirmed -- how many claims affirm it
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE c.negated = true
WITH DISTINCT c ORDER BY c.dated DESC, c.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:STATED_IN]->(a:Article)
WITH c, s, o, a, reduce(n = 0, r IN [(s)-[e:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]->(o) | e] |
  n + CASE WHEN type(r) = c.relation THEN r.claims ELSE 0 END) AS affirmed
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.attributed_to AS speaker, c.dated AS date,
  affirmed, a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date DESC, claim
