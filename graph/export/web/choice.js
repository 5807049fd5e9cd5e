"use strict";
/* Which entities and edges are drawn: as many as can be read, the best attested first. */

const Choice = (() => {
  const BASE = 150;
  const UNFOLD = 60;
  const EDGES = 320;
  const { edges, size } = Corpus;

  /** `shown` entities, `drawn` edges, and how many of each were left out (`hidden`) for want of room. */
  function choose(state, result) {
    const { degree } = result;
    const hidden = { neighbours: 0, edges: 0 };
    const chosen = new Set();
    if (state.path && state.found) {
      for (const entity of state.found) chosen.add(entity);
    } else {
      for (const entity of mostConnected(degree)) chosen.add(entity);
      for (const entity of state.unfolded) hidden.neighbours += unfold(entity, chosen, result);
    }
    if (state.selected) {
      const { node, edge } = state.selected;
      if (node !== undefined) chosen.add(node);
      else if (result.edgeClaims[edge]) chosen.add(edges.subject[edge]).add(edges.object[edge]);
    }
    let drawn = [];
    for (let edge = 0; edge < size.edges; edge++) {
      if (result.edgeClaims[edge] && chosen.has(edges.subject[edge]) && chosen.has(edges.object[edge])) drawn.push(edge);
    }
    if (drawn.length > EDGES) {
      const kept = thin(drawn, state, result);
      hidden.edges = drawn.length - kept.length;
      drawn = kept;
    }
    return { shown: [...chosen], drawn, hidden };
  }

  /** Sorting ten thousand at every filter takes longer than to see first, by counting, how few can be among the first. */
  function mostConnected(degree) {
    const holders = new Int32Array(degree.reduce((most, claims) => Math.max(most, claims), 0) + 1);
    for (const claims of degree) holders[claims]++;
    let least = holders.length;
    for (let found = 0; least > 1 && found < BASE; ) found += holders[--least];
    const ranked = [];
    for (let entity = 0; entity < size.entities; entity++) if (degree[entity] >= least && degree[entity]) ranked.push(entity);
    return ranked.sort((a, b) => degree[b] - degree[a] || a - b).slice(0, BASE);
  }

  /** Too many lines hide each other. What stays: those of the opened entity, then every entity's best two, then the rest by weight. */
  function thin(drawn, state, result) {
    const open = state.selected || {};
    const lines = new Map();
    const byWeight = drawn.sort((a, b) => edges.contested[b] - edges.contested[a] || result.edgeClaims[b] - result.edgeClaims[a] || a - b);
    const first = new Set();
    for (const edge of byWeight) {
      const [subject, object] = [edges.subject[edge], edges.object[edge]];
      const few = Math.min(lines.get(subject) || 0, lines.get(object) || 0) < 2;
      if (few || edge === open.edge || subject === open.node || object === open.node) {
        first.add(edge);
        lines.set(subject, (lines.get(subject) || 0) + 1);
        lines.set(object, (lines.get(object) || 0) + 1);
      }
    }
    return [...first, ...byWeight.filter((edge) => !first.has(edge))].slice(0, Math.max(EDGES, first.size)).sort((a, b) => a - b);
  }

  /** Add an entity's best attested neighbours; returns how many stayed folded. */
  function unfold(entity, chosen, result) {
    chosen.add(entity);
    const strength = new Map();
    for (const edge of Corpus.edgesOfEntity().of(entity)) {
      const other = edges.subject[edge] === entity ? edges.object[edge] : edges.subject[edge];
      if (result.edgeClaims[edge]) strength.set(other, (strength.get(other) || 0) + result.edgeClaims[edge]);
    }
    const neighbours = [...strength].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [other] of neighbours.slice(0, UNFOLD)) chosen.add(other);
    return Math.max(0, neighbours.length - UNFOLD);
  }

  return { choose };
})();
