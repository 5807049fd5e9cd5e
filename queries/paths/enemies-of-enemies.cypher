// question: Who opposes those whom X opposes?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: entity -- the enemy of the enemy
// returns: enemies -- how many enemies they share with X
// returns: shared -- names of up to five of these
// returns: stance -- how often they support X, less how often they oppose X
// returns: claims -- ids of the most certain claims against the shared enemies
MATCH (x:Entity {id: $x})-[r:OPPOSED]->(e:Entity)
WITH x, r, e ORDER BY r.claims DESC, r.id LIMIT 30
MATCH (e)<-[q:OPPOSED]-(s:Entity)
WHERE s.id <> $x
WITH x, s, e, q ORDER BY q.claims DESC, q.id
WITH x, s, count(e) AS enemies, collect(e.name)[0..5] AS shared, collect(q.evidence[0])[0..5] AS claims
ORDER BY enemies DESC, s.id LIMIT $limit
RETURN s.name AS entity, enemies, shared,
  reduce(n = 0, f IN [(s)-[k:SUPPORTED]->(x) | k.claims] | n + f)
    - reduce(n = 0, f IN [(s)-[k:OPPOSED]->(x) | k.claims] | n + f) AS stance, claims
ORDER BY enemies DESC, entity, claims
