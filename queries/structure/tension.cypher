// question: Around whom are the triangles of friends and enemies least balanced?
// param: among integer = 1000 -- look at this many entities, the most central first (example: 200)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: entity -- name
// returns: type -- Person, Organization or Country
// returns: unbalanced -- how many of its triangles are unbalanced
// returns: balance -- share of its triangles that are balanced, from 0 to 1
// returns: rank -- place by centrality
MATCH (e:Entity)
WHERE e.rank <= $among AND e.unbalanced > 0
RETURN e.name AS entity, e.type AS type, e.unbalanced AS unbalanced, e.balance AS balance, e.rank AS rank
ORDER BY unbalanced DESC, balance, rank LIMIT $limit
