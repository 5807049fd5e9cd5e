// question: Which articles are copies or updates of one another, and count as one voice?
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: voice -- the outlet whose voice all of them are: it printed the first
// returns: published -- when
// returns: title -- its title
// returns: copies -- how many other articles are copies of it
// returns: outlets -- names of the outlets that print them
// returns: claims -- how many claims all of them make
MATCH (a:Article)
WHERE a.story <> a.id
WITH a.story AS story, collect(a) AS copies ORDER BY size(copies) DESC, story LIMIT $limit
MATCH (f:Article {id: story})
WITH f, copies, [f] + copies AS printed
UNWIND printed AS a
OPTIONAL MATCH (c:Claim)-[:STATED_IN]->(a)
WITH f, size(copies) AS copies, a, count(c) AS claims ORDER BY a.outlet
WITH f, copies, collect(DISTINCT a.outlet) AS outlets, sum(claims) AS claims
RETURN f.voice AS voice, f.published AS published, f.title AS title, copies, outlets, claims
ORDER BY copies DESC, published, title
