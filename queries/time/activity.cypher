// question: In which months was X in the news, and how?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: month -- year and month of publication
// returns: articles -- how many articles mention X
// returns: mentions -- how often
// returns: outlets -- how many outlets
MATCH (x:Entity {id: $x})-[m:MENTIONED_IN]->(a:Article)
WHERE a.published IS NOT NULL
RETURN substring(a.published, 0, 7) AS month, count(a) AS articles, sum(m.count) AS mentions,
  count(DISTINCT a.outlet) AS outlets
ORDER BY month LIMIT $limit
