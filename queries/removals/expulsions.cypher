// question: Who expelled or removed whom, since a date?
// param: since date = 0001 -- only what happened, or was printed, from this date on (example: 2024-05)
// param: among integer = 300 -- look at those removed among this many entities, the most central first (example: 200)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: by -- who removed
// returns: who -- who was removed
// returns: claims -- how many claims affirm it
// returns: articles -- in how many articles
// returns: outlets -- names of the outlets
// returns: first -- earliest date, of the event or else of publication
// returns: last -- latest date
// returns: outlet -- outlet of the most certain claim
// returns: article -- title of its article
// returns: evidence -- its sentence
// returns: claim -- id of that claim
MATCH (who:Entity)
WHERE who.rank <= $among
MATCH (who)<-[r:EXPELLED]-(by:Entity)
WHERE r.last >= $since
WITH who, r, by ORDER BY r.last DESC, r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})-[:STATED_IN]->(a:Article)
RETURN by.name AS by, who.name AS who, r.claims AS claims, r.articles AS articles,
  r.outlets AS outlets, r.first AS first, r.last AS last,
  a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY last DESC, claims DESC, by, who, claim
