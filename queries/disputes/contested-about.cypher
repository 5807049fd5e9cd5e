// question: Which claims about X are contested: affirmed by one source, denied or reversed by another?
// param: x entity -- the entity, by any name or id (example: Ilse Marrek)
// param: limit integer = 50 -- at most this many rows (example: 20)
// returns: subject -- who acts
// returns: object -- upon whom
// returns: relation -- what one side claims
// returns: outlet -- who prints it
// returns: speaker -- who says it
// returns: evidence -- its sentence
// returns: claim -- its id
// returns: against -- what the other side claims
// returns: denied -- whether the other side denies the relation
// returns: other_outlet -- who prints that
// returns: other_speaker -- who says that
// returns: other_evidence -- its sentence
// returns: other_claim -- its id
CALL {
  MATCH (x:Entity {id: $x})-[f:SUPPORTED|OPPOSED]-(y:Entity)
  WITH y, startNode(f).id = $x AS acts, collect(CASE type(f) WHEN 'SUPPORTED' THEN f.evidence[0..5] END) AS pros,
    collect(CASE type(f) WHEN 'OPPOSED' THEN f.evidence[0..5] END) AS contras
  WHERE size(pros) > 0 AND size(contras) > 0
  RETURN pros[0] AS affirming, contras[0] AS denying
  UNION
  MATCH (:Entity {id: $x})-[f:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH]-(:Entity)
  WHERE f.denied IS NOT NULL
  RETURN f.evidence[0..5] AS affirming, f.denied AS denying
}
UNWIND affirming AS pro
UNWIND denying AS contra
MATCH (c:Claim {id: pro})-[:STATED_IN]->(a:Article)
MATCH (d:Claim {id: contra})-[:STATED_IN]->(b:Article)
WHERE a.voice <> b.voice OR coalesce(c.attributed_to, '') <> coalesce(d.attributed_to, '')
WITH c, a, d, b ORDER BY c.confidence + d.confidence DESC, c.id, d.id LIMIT $limit
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
RETURN s.name AS subject, o.name AS object, c.relation AS relation, a.outlet AS outlet, c.attributed_to AS speaker,
  c.evidence AS evidence, c.id AS claim, d.relation AS against, d.negated AS denied, b.outlet AS other_outlet,
  d.attributed_to AS other_speaker, d.evidence AS other_evidence, d.id AS other_claim
ORDER BY subject, object, claim, other_claim
