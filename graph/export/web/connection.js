"use strict";
/* The shortest connection of two entities over what remains, whichever way its edges point. */

const Connection = (() => {
  /** The entities from one end to the other, or null. Among equally short ways, the one best attested. */
  function find(from, to, edgeClaims) {
    const { edges, size } = Corpus;
    const before = new Int32Array(size.entities).fill(-1);
    before[from] = from;
    let wave = [from];
    while (wave.length && before[to] < 0) {
      const next = [];
      const best = new Map();
      for (const node of wave) {
        for (const edge of Corpus.edgesOfEntity().of(node)) {
          if (!edgeClaims[edge]) continue;
          const other = edges.subject[edge] === node ? edges.object[edge] : edges.subject[edge];
          if (before[other] >= 0 && !best.has(other)) continue;
          if (!best.has(other)) next.push(other);
          if (edgeClaims[edge] > (best.get(other) || 0)) {
            best.set(other, edgeClaims[edge]);
            before[other] = node;
          }
        }
      }
      wave = next;
    }
    if (before[to] < 0) return null;
    const path = [to];
    while (path[0] !== from) path.unshift(before[path[0]]);
    return path;
  }

  return { find };
})();
