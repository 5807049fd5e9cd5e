// question: Which camps do those who support and oppose each other fall into?
// param: among integer = 1000 -- look at this many entities, the most central first (example: 200)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: camp -- number of the camp, the largest is 1
// returns: size -- how many of the entities looked at belong to it
// returns: members -- names of up to ten, the most central first
MATCH (e:Entity)
WHERE e.rank <= $among AND e.camp IS NOT NULL
WITH e ORDER BY e.rank
WITH e.camp AS camp, count(e) AS size, collect(e.name)[0..10] AS members
RETURN camp, size, members
ORDER BY size DESC, camp LIMIT $limit
