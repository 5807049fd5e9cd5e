// question: Who stands between the camps?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: broker -- name
// returns: type -- Person, Organization or Country
// returns: brokerage -- share of the shortest ways between entities of different camps that lead through the broker
// returns: camp -- the camp of the broker
// returns: other_camps -- camps of those whom the broker supports or who support the broker
// returns: claims -- ids of up to five claims of such support across the camps
MATCH (b:Entity)
WHERE b.brokerage_rank <= $limit
OPTIONAL MATCH (b)-[r:SUPPORTED]-(f:Entity)
WHERE f.camp <> b.camp
WITH b, r, f ORDER BY r.claims DESC, r.id
WITH b, collect(DISTINCT f.camp) AS other_camps, collect(r.evidence[0])[0..5] AS claims
RETURN b.name AS broker, b.type AS type, b.brokerage AS brokerage, b.camp AS camp, other_camps, claims
ORDER BY b.brokerage_rank
