// question: Who stands between the camps?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: broker -- name
// returns: type -- Person, Organization or Country
// returns: brokerage -- how many pairs of its friends belong to two different camps
// returns: camp -- the camp of the broker
// returns: other_camps -- camps of friends of the broker from outside its own
// returns: claims -- ids of up to five claims of support or affiliation across the camps
MATCH (b:Entity)
WHERE b.brokerage_rank <= $limit
OPTIONAL MATCH (b)-[r:SUPPORTED|AFFILIATED_WITH]-(f:Entity)
WHERE f.camp <> b.camp
WITH b, r, f ORDER BY r.claims DESC, r.id
WITH b, collect(DISTINCT f.camp) AS other_camps, collect(r.evidence[0])[0..5] AS claims
RETURN b.name AS broker, b.type AS type, b.brokerage AS brokerage, b.camp AS camp, other_camps, claims
ORDER BY b.brokerage_rank
