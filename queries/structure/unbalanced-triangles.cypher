// question: Where is a friend of a friend of X an enemy, so that the triangle is unbalanced?
// param: x entity -- the entity, by any name or id (example: Odo Lindqvar)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: friend -- whom X supports, or who supports X
// returns: enemy -- whom X opposes, or who opposes X, but who is on the side of the friend
// returns: friendship -- id of the most certain claim of support between X and the friend
// returns: alliance -- id of that between the friend and the enemy
// returns: enmity -- id of the most certain claim of opposition between X and the enemy
// returns: evidence -- the sentence of the enmity
MATCH (x:Entity {id: $x})-[r:SUPPORTED|OPPOSED|EXPELLED]-(o:Entity)
WITH o, sum(CASE type(r) WHEN 'SUPPORTED' THEN r.claims ELSE -r.claims END) AS net
ORDER BY net DESC, o.id
WITH collect({id: o.id, net: net}) AS others
WITH [f IN others[0..50] WHERE f.net > 0 | f.id] AS friends,
  [e IN others[CASE WHEN size(others) > 30 THEN size(others) - 30 ELSE 0 END..] WHERE e.net < 0 | e.id] AS enemies
UNWIND enemies AS enemy
MATCH (e:Entity {id: enemy})-[q:SUPPORTED]-(f:Entity)
WHERE f.id IN friends
WITH e, f, q ORDER BY q.claims DESC, q.id
WITH e, f, collect(q)[0] AS q
WHERE NOT EXISTS { MATCH (e)-[:OPPOSED|EXPELLED]-(f) }
WITH e, f, q ORDER BY q.claims DESC, q.id LIMIT $limit
MATCH (x:Entity {id: $x})
MATCH (f)-[p:SUPPORTED]-(x)
WITH x, e, f, q, p ORDER BY p.claims DESC, p.id
WITH x, e, f, q, collect(p)[0] AS p
MATCH (e)-[h:OPPOSED|EXPELLED]-(x)
WITH e, f, q, p, h ORDER BY h.claims DESC, h.id
WITH e, f, q, p, collect(h)[0] AS h
MATCH (c:Claim {id: h.evidence[0]})
RETURN f.name AS friend, e.name AS enemy, p.evidence[0] AS friendship, q.evidence[0] AS alliance, c.id AS enmity,
  c.evidence AS evidence
ORDER BY friend, enemy, friendship
