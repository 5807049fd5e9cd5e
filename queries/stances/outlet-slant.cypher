// question: How does each outlet slant its reports towards X?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: outlet -- name of the outlet
// returns: slant -- from -1, all against X, to 1, all for X
// returns: supported -- claims that someone supported X
// returns: opposed -- claims that someone opposed X
// returns: expelled -- claims that someone removed X
// returns: claims -- ids of up to five of these claims
MATCH (x:Entity {id: $x})<-[:OBJECT]-(c:Claim)
WHERE c.relation IN ['SUPPORTED', 'OPPOSED', 'EXPELLED'] AND c.negated = false AND c.modality <> 'hypothetical'
MATCH (c)-[:STATED_IN]->(a:Article)
WHERE a.outlet <> ''
WITH a.outlet AS outlet, c.relation AS relation, c.id AS id ORDER BY id
WITH outlet, sum(CASE relation WHEN 'SUPPORTED' THEN 1 ELSE 0 END) AS supported,
  sum(CASE relation WHEN 'OPPOSED' THEN 1 ELSE 0 END) AS opposed,
  sum(CASE relation WHEN 'EXPELLED' THEN 1 ELSE 0 END) AS expelled, collect(id)[0..5] AS claims
RETURN outlet, toFloat(supported - opposed - expelled) / (supported + opposed + expelled) AS slant,
  supported, opposed, expelled, claims
ORDER BY slant, outlet LIMIT $limit
