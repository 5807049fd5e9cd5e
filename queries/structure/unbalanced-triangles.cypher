// question: Where is a friend of a friend of X an enemy, so that the triangle is unbalanced?
// param: x entity -- the entity, by any name or id (example: Odo Lindqvar)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: friend -- whom X supports, or who supports X
// returns: enemy -- whom X opposes, or who opposes X, but who is on the side of the friend
// returns: friendship -- id of the most certain claim of support between X and the friend
// returns: alliance -- id of that between the friend and the enemy
// returns: enmity -- id of the most certain claim of opposition between X and the enemy
// returns: evidence -- the sentence of the enmity
MATCH (x:Entity {id: $x})-[h:OPPOSED|EXPELLED]-(e:Entity)
WITH x, e, h ORDER BY h.claims DESC, h.id
WITH x, e, collect(h)[0] AS h, sum(h.claims) AS against
WITH x, e, h, against - reduce(n = 0, k IN [(x)-[r:SUPPORTED]-(e) | r.claims] | n + k) AS against
WHERE against > 0
WITH x, e, h ORDER BY against DESC, h.id LIMIT 50
MATCH (e)-[q:SUPPORTED]-(f:Entity)-[p:SUPPORTED]-(x)
WITH x, e, f, h, q, p ORDER BY q.claims DESC, q.id, p.claims DESC, p.id
WITH x, e, f, h, collect(q)[0] AS q, collect(p)[0] AS p
WHERE NOT EXISTS { MATCH (x)-[:OPPOSED|EXPELLED]-(f) } AND NOT EXISTS { MATCH (e)-[:OPPOSED|EXPELLED]-(f) }
WITH e, f, h, q, p ORDER BY h.claims + q.claims + p.claims DESC, f.id, e.id LIMIT $limit
MATCH (c:Claim {id: h.evidence[0]})
RETURN f.name AS friend, e.name AS enemy, p.evidence[0] AS friendship, q.evidence[0] AS alliance, c.id AS enmity,
  c.evidence AS evidence
ORDER BY friend, enemy, friendship
