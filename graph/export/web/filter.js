"use strict";
/* Which claims remain under the reader's choices, what that leaves of each edge, and how much each choice holds. */

const Filter = (() => {
  const { column, edges, entities, size, strings } = Corpus;
  const FACET = { relation: 1, type: 2, status: 4, outlet: 8, speaker: 16, date: 32, confidence: 64, focus: 128, disagree: 256 };

  /** Every date that occurs, as first and last month; null for a claim that nothing dates. */
  const months = Corpus.once(() => {
    const found = new Map();
    for (const at of new Set(column.date)) {
      const parts = strings[at].split("/").filter((end) => end !== "..");
      const first = /^\d{4}(-\d\d)?/.exec(parts[0] || "");
      const last = /^\d{4}(-\d\d)?/.exec(parts[parts.length - 1] || "");
      if (first && last) found.set(at, [first[0].length === 4 ? `${first[0]}-01` : first[0], last[0].length === 4 ? `${last[0]}-12` : last[0]]);
    }
    return found;
  });

  function datesAllowed(state) {
    if (!state.from && !state.to) return null;
    const allowed = new Uint8Array(strings.length);
    for (const [at, [first, last]] of months()) allowed[at] = (!state.from || last >= state.from) && (!state.to || first <= state.to) ? 1 : 0;
    return allowed;
  }

  /** One pass over all claims. `edgeClaims[e]` counts what remains of edge e, `degree[n]` of entity n. */
  function apply(state) {
    const { edge: edgeOf, status, speaker, date, confidence, outlet } = column;
    const outletOk = state.outlets ? new Uint8Array(strings.length) : null;
    if (outletOk) for (const at of state.outlets) outletOk[at] = 1;
    const dateOk = datesAllowed(state);
    const edgeFails = failuresOfEdges(state);
    const result = {
      edgeClaims: new Int32Array(size.edges), edgeVoices: new Int32Array(size.edges), degree: new Int32Array(size.entities),
      claims: 0, edges: 0, entities: 0, articles: 0,
      facets: { relation: new Int32Array(4), type: new Int32Array(3), status: new Int32Array(4), outlet: new Int32Array(strings.length), date: new Int32Array(strings.length), disagree: 0 },
    };
    const { facets } = result;
    const passed = new Uint8Array(size.claims);
    const { status: statusOk, speaker: onlySpeaker, confidence: least } = state;
    for (let claim = 0; claim < size.claims; claim++) {
      const edge = edgeOf[claim];
      let fails = edgeFails[edge];
      if (!statusOk[status[claim]]) fails |= FACET.status;
      if (outletOk && !outletOk[outlet[claim]]) fails |= FACET.outlet;
      if (onlySpeaker !== null && speaker[claim] !== onlySpeaker) fails |= FACET.speaker;
      if (dateOk && !dateOk[date[claim]]) fails |= FACET.date;
      if (confidence[claim] < least) fails |= FACET.confidence;
      if (fails === 0) {
        result.edgeClaims[edge]++;
        passed[claim] = 1;
      }
      count(facets, claim, edge, fails);
    }
    countVoices(result, passed);
    dropThin(result, passed, state.minVoices);
    result.passed = passed;
    return result;
  }

  function failuresOfEdges(state) {
    const fails = new Uint16Array(size.edges);
    for (let edge = 0; edge < size.edges; edge++) {
      const subject = edges.subject[edge];
      const object = edges.object[edge];
      if (!state.relations[edges.relation[edge]]) fails[edge] |= FACET.relation;
      if (!state.types[entities.type[subject]] || !state.types[entities.type[object]]) fails[edge] |= FACET.type;
      if (state.disagree && !edges.contested[edge]) fails[edge] |= FACET.disagree;
      if ((state.did !== null && subject !== state.did) || (state.suffered !== null && object !== state.suffered)) fails[edge] |= FACET.focus;
    }
    return fails;
  }

  /** An option's count says what it would give or gives: all other choices hold, only its own kind is free. */
  function count(facets, claim, edge, fails) {
    if (fails !== 0 && (fails & (fails - 1)) !== 0) return;
    const all = fails === 0;
    if (all || fails === FACET.relation) facets.relation[edges.relation[edge]]++;
    if (all || fails === FACET.type) {
      const subject = entities.type[edges.subject[edge]];
      const object = entities.type[edges.object[edge]];
      facets.type[subject]++;
      if (object !== subject) facets.type[object]++;
    }
    if (all || fails === FACET.status) facets.status[column.status[claim]]++;
    if (all || fails === FACET.outlet) facets.outlet[column.outlet[claim]]++;
    if (all || fails === FACET.date) facets.date[column.date[claim]]++;
    if ((all || fails === FACET.disagree) && edges.contested[edge]) facets.disagree++;
  }

  /** Reprints of one report are one voice, and so are two reports of one outlet. */
  function countVoices(result, passed) {
    const { start, items } = Corpus.claimsOfEdge();
    const seen = new Int32Array(size.documents + 1).fill(-1);
    for (let edge = 0; edge < size.edges; edge++) {
      if (!result.edgeClaims[edge]) continue;
      for (let at = start[edge]; at < start[edge + 1]; at++) {
        const voice = column.voice[items[at]];
        if (!passed[items[at]] || seen[voice] === edge) continue;
        seen[voice] = edge;
        result.edgeVoices[edge]++;
      }
    }
  }

  function dropThin(result, passed, minVoices) {
    const { start, items } = Corpus.claimsOfEdge();
    for (let edge = 0; edge < size.edges; edge++) {
      if (!result.edgeClaims[edge]) continue;
      if (result.edgeVoices[edge] < minVoices) {
        for (let at = start[edge]; at < start[edge + 1]; at++) passed[items[at]] = 0;
        result.edgeClaims[edge] = 0;
        continue;
      }
      result.edges++;
      result.claims += result.edgeClaims[edge];
      const { subject, object } = edges;
      if (!result.degree[subject[edge]]) result.entities++;
      result.degree[subject[edge]] += result.edgeClaims[edge];
      if (!result.degree[object[edge]]) result.entities++;
      result.degree[object[edge]] += result.edgeClaims[edge];
    }
  }

  /** Whether the panel lists a claim: as the filters say, but planned and denied ones always, told apart. */
  function tellable(state) {
    const told = { ...state, status: [state.status[0], state.status[1], true, true], minVoices: 1, disagree: false, did: null, suffered: null, relations: [true, true, true, true], types: [true, true, true] };
    let result;
    return (claim) => (result ||= apply(told)).passed[claim] === 1;
  }

  return { apply, months, tellable };
})();
