// question: Which posts and memberships of X are reported, in order of time?
// param: x entity -- the entity, by any name or id (example: Pia Sorrel)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: date -- of the event or the term ("2001/2006", "2015/.."), or else of publication
// returns: role -- the post
// returns: organization -- where
// returns: negated -- whether the text denies it
// returns: modality -- asserted, reported or hypothetical
// returns: speaker -- to whom the article attributes it
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[:SUBJECT]-(c:Claim {relation: 'AFFILIATED_WITH'})-[:OBJECT]->(o:Entity)
WITH c, o ORDER BY c.dated, c.id LIMIT $limit
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN coalesce(c.date, c.dated) AS date, c.role AS role, o.name AS organization, c.negated AS negated, c.modality AS modality,
  c.attributed_to AS speaker, a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY c.dated, claim
