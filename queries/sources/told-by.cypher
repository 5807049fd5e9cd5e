// question: What does one outlet tell of X?
// param: outlet outlet -- name of the outlet (example: The Lantern)
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: date -- of the event, or else of publication
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: negated -- whether the text denies it
// returns: modality -- asserted, reported or hypothetical
// returns: speaker -- to whom the article attributes it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})-[:MENTIONED_IN]->(a:Article)
WHERE a.outlet = $outlet
MATCH (a)<-[:STATED_IN]-(c:Claim)-[:SUBJECT|OBJECT]->(x)
WITH DISTINCT c, a
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
RETURN c.dated AS date, s.name AS subject, c.relation AS relation, o.name AS object, c.negated AS negated,
  c.modality AS modality, c.attributed_to AS speaker, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date DESC, claim LIMIT $limit
