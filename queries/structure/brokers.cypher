// question: Who stands between the camps?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: broker -- name
// returns: type -- Person, Organization or Country
// returns: brokerage -- how many pairs of its friends belong to two different camps
// returns: camp -- the camp of the broker
// returns: rank -- place by centrality, 1 is the most central
MATCH (b:Entity)
WHERE b.brokerage_rank <= $limit
RETURN b.name AS broker, b.type AS type, b.brokerage AS brokerage, b.camp AS camp, b.rank AS rank
ORDER BY b.brokerage_rank
