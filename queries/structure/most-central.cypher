// question: Who stands at the centre of the affair?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: entity -- name
// returns: type -- Person, Organization or Country
// returns: rank -- place by centrality, 1 is the most central
// returns: centrality -- share of all attention, from 0 to 1
// returns: camp -- number of the camp
// returns: mentions -- how often the articles mention it
MATCH (e:Entity)
WHERE e.rank <= $limit
RETURN e.name AS entity, e.type AS type, e.rank AS rank, e.centrality AS centrality, e.camp AS camp,
  e.mentions AS mentions
ORDER BY rank
