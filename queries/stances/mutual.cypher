// question: What does X say or do about Y, set against what Y says or does about X?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: y entity -- the other entity (example: Tomás Verrán)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: relation -- SUPPORTED, OPPOSED or EXPELLED
// returns: object -- upon whom
// returns: claims -- how many claims affirm it
// returns: own_words -- how many of them are attributed to the subject
// returns: first -- earliest date
// returns: last -- latest date
// returns: evidence -- the sentence of the most certain claim
// returns: claim -- id of that claim
MATCH (x:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED]-(y:Entity {id: $y})
WITH r, startNode(r) AS s, endNode(r) AS o ORDER BY r.claims DESC, r.id LIMIT $limit
UNWIND r.evidence AS id
MATCH (c:Claim {id: id})
WITH r, s, o, sum(CASE WHEN c.attributed_to = s.name THEN 1 ELSE 0 END) AS own_words
MATCH (c:Claim {id: r.evidence[0]})
RETURN s.name AS subject, type(r) AS relation, o.name AS object, r.claims AS claims, own_words,
  r.first AS first, r.last AS last, c.evidence AS evidence, c.id AS claim
ORDER BY subject, claims DESC, relation, claim
