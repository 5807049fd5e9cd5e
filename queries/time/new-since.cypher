// question: What is new since a date: which claims stand in articles published from then on?
// param: since date -- date of publication, the latest first (example: 2024-06)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: published -- date of publication
// returns: subject -- who acts
// returns: relation -- what is claimed
// returns: object -- upon whom
// returns: negated -- whether the text denies it
// returns: modality -- asserted, reported or hypothetical
// returns: speaker -- to whom the article attributes it
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (a:Article)
WHERE a.published >= $since
WITH a ORDER BY a.published DESC, a.id LIMIT $limit
MATCH (a)<-[:STATED_IN]-(c:Claim)
WITH a, c ORDER BY a.published DESC, a.id, c.start, c.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
RETURN a.published AS published, s.name AS subject, c.relation AS relation, o.name AS object,
  c.negated AS negated, c.modality AS modality, c.attributed_to AS speaker,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY published DESC, article, c.start, claim
