// question: Which removals of X are called for, threatened or planned?
// param: x entity -- who is to be removed (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: by -- who is to remove X
// returns: date -- of publication, or as the text says
// returns: speaker -- who says so
// returns: done -- whether other claims say that it happened
// returns: outlet -- the outlet that prints it
// returns: article -- title of the article
// returns: evidence -- the sentence
// returns: claim -- id of the claim
MATCH (x:Entity {id: $x})<-[:OBJECT]-(c:Claim {relation: 'EXPELLED'})-[:SUBJECT]->(s:Entity)
WHERE c.modality = 'hypothetical' AND c.negated = false
WITH x, c, s ORDER BY c.dated DESC, c.id LIMIT $limit
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN s.name AS by, c.dated AS date, c.attributed_to AS speaker,
  EXISTS { MATCH (s)-[:EXPELLED]->(x) } AS done,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date DESC, claim
