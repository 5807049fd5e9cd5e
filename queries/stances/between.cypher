// question: What is claimed between X and Y, in either direction, and where does it stand?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: y entity -- the other entity (example: Tomás Verrán)
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
MATCH (x:Entity {id: $x})<-[near:SUBJECT|OBJECT]-(c:Claim)-[far:SUBJECT|OBJECT]->(y:Entity {id: $y})
WITH c, x, y, type(near) AS role ORDER BY c.dated, c.id LIMIT $limit
MATCH (c)-[:STATED_IN]->(a:Article)
RETURN c.dated AS date, CASE role WHEN 'SUBJECT' THEN x.name ELSE y.name END AS subject, c.relation AS relation,
  CASE role WHEN 'SUBJECT' THEN y.name ELSE x.name END AS object, c.act AS act, c.negated AS negated,
  c.modality AS modality, c.attributed_to AS speaker,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY date, claim
