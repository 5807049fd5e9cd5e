// question: Who was expelled from what, and who then supported them?
// param: since date = 0001 -- only removals from this date on (example: 2024-05)
// param: removals integer = 20 -- look at this many removals, the latest first (example: 10)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: who -- who was removed
// returns: by -- by whom
// returns: removed -- when
// returns: supporter -- who supported them then
// returns: supported -- when, for the last time
// returns: removal -- id of the most certain claim of the removal
// returns: support -- id of the most certain claim of the support
// returns: evidence -- the sentence of the support
MATCH (:Entity)-[e:EXPELLED]->(:Entity)
WHERE e.last >= $since
WITH e ORDER BY e.last DESC, e.claims DESC, e.id LIMIT $removals
WITH e, startNode(e) AS by, endNode(e) AS who
MATCH (who)<-[s:SUPPORTED]-(friend:Entity)
WHERE s.last >= e.first AND friend.id <> by.id
WITH e, by, who, s, friend ORDER BY e.last DESC, e.id, s.last, s.id LIMIT $limit
MATCH (c:Claim {id: s.evidence[0]})
RETURN who.name AS who, by.name AS by, e.first AS removed, friend.name AS supporter, s.last AS supported,
  e.evidence[0] AS removal, c.id AS support, c.evidence AS evidence
ORDER BY removed DESC, who, by, supported, supporter, support
