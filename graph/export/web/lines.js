"use strict";
/* How edges look: colour and arrowhead by relation, width by claims, dashes by how it is said, a lane of their own. */

const Lines = (() => {
  const { edges, size } = Corpus;

  /** The edges as vis-network wants them; what does not touch the selection steps back. */
  function items(drawn, result, selected) {
    const lanes = countLanes(drawn);
    return drawn.map((edge) => item(edge, result, selected, lanes.get(edge)));
  }

  function item(edge, result, selected, lane) {
    const palette = Palette.now();
    const [subject, object, relation] = [edges.subject[edge], edges.object[edge], edges.relation[edge]];
    const bright = !selected || (selected.edge !== undefined ? selected.edge === edge : subject === selected.node || object === selected.node);
    const claims = result.edgeClaims[edge];
    const kind = kindOf(edge);
    return {
      id: Corpus.keyOfEdge(edge), from: subject, to: object,
      width: (relation === 2 ? 1.6 : relation === 3 ? 0.9 : 1.2) + Math.min(4, 0.9 * Math.log2(claims)) + (selected && selected.edge === edge ? 2 : 0),
      color: { color: palette.relation[relation], hover: palette.relation[relation], highlight: palette.relation[relation], opacity: bright ? (relation === 3 ? 0.75 : 0.9) : 0.12, inherit: false },
      arrows: { to: { enabled: true, type: Palette.ARROW[relation], scaleFactor: relation === 3 ? 0.35 : 0.55 } },
      arrowStrikethrough: relation !== 0, // Only a filled arrowhead hides the end of its line.
      dashes: kind === "denied" ? [1, 5] : kind === "planned" ? [4, 6] : edges.contested[edge] ? [12, 5] : false,
      smooth: lane ? { enabled: true, type: "curvedCW", roundness: lane } : { enabled: false, type: "continuous", roundness: 0 },
      chosen: false,
    };
  }

  /** A pair with edges both ways, or with several, fans them out: each direction on its own side. */
  function countLanes(drawn) {
    const pairs = new Map();
    for (const edge of drawn) {
      const [a, b] = [edges.subject[edge], edges.object[edge]];
      const key = a < b ? a * size.entities + b : b * size.entities + a;
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push(edge);
    }
    const found = new Map();
    for (const group of pairs.values()) {
      const used = new Map();
      for (const edge of group.sort((a, b) => a - b)) {
        const lane = (used.get(edges.subject[edge]) || 0) + 1;
        used.set(edges.subject[edge], lane);
        found.set(edge, group.length === 1 ? 0 : 0.14 * lane);
      }
    }
    return found;
  }

  /** Whether what remains of an edge is affirmed, or only planned, or only denied. */
  function kindOf(edge) {
    let planned = false;
    for (const claim of Corpus.claimsOfEdge().of(edge)) {
      const status = Corpus.column.status[claim];
      if (status < 2) return "affirmed";
      if (status === 2) planned = true;
    }
    return planned ? "planned" : "denied";
  }

  return { items };
})();
