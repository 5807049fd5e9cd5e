// question: What do the outlets disagree about?
// param: among integer = 50 -- look at this many entities, the most disputed first (example: 50)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: outlet -- the one that affirms
// returns: other_outlet -- the one that denies or says the opposite
// returns: disputes -- on how many pairs they contradict each other
// returns: about -- names of up to five who are disputed
// returns: claims -- ids of up to five claims that affirm
// returns: other_claims -- ids of those that contradict, in the same order
MATCH (s:Entity)
WHERE s.disputes > 0
WITH s ORDER BY s.disputes DESC, s.id LIMIT $among
UNWIND range(0, size(s.disputed) - 2, 2) AS i
WITH s.name AS name, s.disputed[i] AS pro, s.disputed[i + 1] AS contra
MATCH (:Claim {id: pro})-[:STATED_IN]->(a:Article)
MATCH (:Claim {id: contra})-[:STATED_IN]->(b:Article)
WHERE a.voice <> b.voice AND a.outlet <> b.outlet AND a.outlet <> '' AND b.outlet <> ''
WITH a.outlet AS outlet, b.outlet AS other_outlet, name, pro, contra ORDER BY name, pro, contra
WITH outlet, other_outlet, count(*) AS disputes, collect(DISTINCT name)[0..5] AS about,
  collect(pro)[0..5] AS claims, collect(contra)[0..5] AS other_claims
RETURN outlet, other_outlet, disputes, about, claims, other_claims
ORDER BY disputes DESC, outlet, other_outlet LIMIT $limit
