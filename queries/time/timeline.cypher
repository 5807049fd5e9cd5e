// question: What is claimed about X, in order of time?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: since date = 0001 -- from this date on (example: 2024-03)
// param: until date = 9999 -- before this date (example: 2024-06)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: date -- of the event, or else of publication
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: act -- the trigger
// returns: negated -- whether the text denies it
// returns: modality -- asserted, reported or hypothetical
// returns: speaker -- to whom the article attributes it
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE c.dated >= $since AND c.dated < $until
WITH DISTINCT c ORDER BY c.dated, c.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN c.dated AS date, s.name AS subject, c.relation AS relation, o.name AS object, c.act AS act,
  c.negated AS negated, c.modality AS modality, c.attributed_to AS speaker,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date, claim
