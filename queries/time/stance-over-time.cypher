// question: How did the stance of X towards Y develop, month by month?
// param: x entity -- the entity, by any name or id (example: Pia Sorrel)
// param: y entity -- the other entity (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: month -- year and month, or the year where no more is known
// returns: supported -- claims of support
// returns: opposed -- claims of opposition or of a removal
// returns: balance -- all support so far less all opposition in the month
// returns: claims -- ids of up to five of these claims
MATCH (x:Entity {id: $x})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(y:Entity {id: $y})
WHERE c.negated = false AND c.modality <> 'hypothetical' AND c.relation IN ['SUPPORTED', 'OPPOSED', 'EXPELLED']
  AND c.dated IS NOT NULL
WITH c ORDER BY c.dated, c.id
WITH substring(c.dated, 0, 7) AS month, sum(CASE c.relation WHEN 'SUPPORTED' THEN 1 ELSE 0 END) AS supported,
  sum(CASE c.relation WHEN 'SUPPORTED' THEN 0 ELSE 1 END) AS opposed, collect(c.id)[0..5] AS claims
RETURN month, supported, opposed, supported - opposed AS balance, claims
ORDER BY month LIMIT $limit
