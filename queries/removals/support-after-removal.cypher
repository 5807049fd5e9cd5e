// question: Who was expelled from what, and who then supported them?
// param: since date = 0001 -- only removals from this date on (example: 2024-05)
// param: among integer = 300 -- look at those removed among this many entities, the most central first (example: 200)
// param: removals integer = 20 -- look at this many removals, the latest first (example: 10)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: who -- who was removed
// returns: by -- by whom
// returns: removed -- when
// returns: supporter -- who supported them then
// returns: supported -- when
// returns: removal -- id of the most certain claim of the removal
// returns: support -- id of the most certain claim of support since the removal
// returns: evidence -- its sentence
MATCH (who:Entity)
WHERE who.rank <= $among
MATCH (who)<-[e:EXPELLED]-(by:Entity)
WHERE e.last >= $since
WITH who, e, by ORDER BY e.last DESC, e.claims DESC, e.id LIMIT $removals
MATCH (who)<-[s:SUPPORTED]-(friend:Entity)
WHERE s.last >= e.first AND friend.id <> by.id
WITH e, by, who, s, friend ORDER BY e.last DESC, e.id, s.last, s.id LIMIT $limit
UNWIND s.evidence AS id
MATCH (c:Claim {id: id})
WHERE c.dated >= e.first
WITH e, by, who, friend, c ORDER BY c.confidence DESC, c.id
WITH e, by, who, friend, collect(c)[0] AS c
RETURN who.name AS who, by.name AS by, e.first AS removed, friend.name AS supporter, c.dated AS supported,
  e.evidence[0] AS removal, c.id AS support, c.evidence AS evidence
ORDER BY removed DESC, who, by, supported, supporter, support
