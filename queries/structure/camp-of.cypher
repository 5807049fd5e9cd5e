// question: Who belongs to the same camp as X?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: among integer = 1000 -- look at this many entities, the most central first (example: 200)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: member -- who stands in the camp of X
// returns: type -- Person, Organization or Country
// returns: camp -- number of the camp
// returns: rank -- place by centrality, 1 is the most central
// returns: centrality -- share of all attention, from 0 to 1
MATCH (x:Entity {id: $x})
MATCH (e:Entity)
WHERE e.rank <= $among AND e.camp = x.camp AND e.id <> $x
RETURN e.name AS member, e.type AS type, e.camp AS camp, e.rank AS rank, e.centrality AS centrality
ORDER BY rank LIMIT $limit
