// question: Who expelled or removed X?
// param: x entity -- the entity, by any name or id (example: Pia Sorrel)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: by -- who removed X
// returns: type -- Person, Organization or Country
// returns: claims -- how many claims affirm it
// returns: articles -- in how many articles
// returns: outlets -- names of the outlets
// returns: first -- earliest date, of the event or else of publication
// returns: last -- latest date
// returns: outlet -- outlet of the most certain claim
// returns: article -- title of its article
// returns: evidence -- its sentence
// returns: claim -- id of that claim
MATCH (x:Entity {id: $x})<-[r:EXPELLED]-(s:Entity)
WITH r, s ORDER BY r.claims DESC, r.id LIMIT $limit
MATCH (c:Claim {id: r.evidence[0]})-[:STATED_IN]->(a:Article)
RETURN s.name AS by, s.type AS type, r.claims AS claims, r.articles AS articles, r.outlets AS outlets,
  r.first AS first, r.last AS last, a.outlet AS outlet, a.title AS article, c.evidence AS evidence, c.id AS claim
ORDER BY claims DESC, by, claim
