// question: Which outlets does the graph rest on, with how many articles each?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: outlet -- name of the outlet
// returns: articles -- how many articles
// returns: first -- earliest date of publication
// returns: last -- latest date of publication
MATCH (o:Outlet)<-[:PUBLISHED_BY]-(a:Article)
RETURN o.name AS outlet, count(a) AS articles, min(a.published) AS first, max(a.published) AS last
ORDER BY articles DESC, outlet LIMIT $limit
