// question: What is the shortest connection of X and Y?
// param: x entity -- the entity, by any name or id (example: Juno Marrek)
// param: y entity -- the other entity (example: Felix Holt)
// param: limit integer = 5 -- at most this many of the shortest (example: 3)
// returns: steps -- how many edges
// returns: names -- who lies on the way, from X to Y
// returns: relations -- the edges between them, with arrows
// returns: claims -- id of the most certain claim of each edge
MATCH (x:Entity {id: $x}), (y:Entity {id: $y})
MATCH p = allShortestPaths((x)-[:SUPPORTED|OPPOSED|EXPELLED|AFFILIATED_WITH*..6]-(y))
WITH nodes(p) AS way, relationships(p) AS steps
WITH way, steps, reduce(n = 0, r IN steps | n + r.claims) AS weight, [r IN steps | r.id] AS ids
ORDER BY weight DESC, ids LIMIT $limit
RETURN size(steps) AS steps, [n IN way | n.name] AS names,
  [i IN range(0, size(steps) - 1) | CASE WHEN startNode(steps[i]).id = way[i].id
    THEN type(steps[i]) + ' >' ELSE '< ' + type(steps[i]) END] AS relations,
  [r IN steps | r.evidence[0]] AS claims
ORDER BY steps, names, relations, claims
