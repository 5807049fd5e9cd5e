// question: What is X quoted as saying of others?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: date -- of the event, or else of publication
// returns: subject -- who acts, in the words of X
// returns: relation -- what X claims
// returns: object -- upon whom
// returns: negated -- whether X denies it
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[:ATTRIBUTED_TO]-(c:Claim)
WITH c ORDER BY c.dated DESC, c.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN c.dated AS date, s.name AS subject, c.relation AS relation, o.name AS object, c.negated AS negated,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date DESC, claim
