"use strict";
/* The same data as a table: for screen readers, for the keyboard, and for whoever prefers rows to a picture. */

const Table = (() => {
  const { make, fill } = Dom;
  const { edges, entities, column, strings } = Corpus;
  const STEP = 100;
  let limit = STEP;
  let order = "claims";

  const ORDERS = {
    claims: (result) => (a, b) => result.edgeClaims[b] - result.edgeClaims[a] || a - b,
    voices: (result) => (a, b) => result.edgeVoices[b] - result.edgeVoices[a] || a - b,
    subject: () => (a, b) => entities.name[edges.subject[a]].localeCompare(entities.name[edges.subject[b]]) || a - b,
    object: () => (a, b) => entities.name[edges.object[a]].localeCompare(entities.name[edges.object[b]]) || a - b,
    relation: () => (a, b) => edges.relation[a] - edges.relation[b] || a - b,
    latest: (result) => (a, b) => span(b, result)[1].localeCompare(span(a, result)[1]) || a - b,
  };

  function span(edge, result) {
    const dates = [...Corpus.claimsOfEdge().of(edge)].filter((claim) => result.passed[claim]).map((claim) => strings[column.date[claim]]).filter(Boolean).sort();
    return [dates[0] || "", dates[dates.length - 1] || ""];
  }

  /** All edges that remain, whether or not there was room to draw them. */
  function rowsOf(state, result) {
    if (state.path) return Drawing.drawn.slice();
    const rows = [];
    for (let edge = 0; edge < Corpus.size.edges; edge++) if (result.edgeClaims[edge]) rows.push(edge);
    return rows;
  }

  function sync(state, result) {
    const view = Dom.byId("table-view");
    const open = state.view === "table";
    view.hidden = !open;
    document.body.classList.toggle("shows-table", open);
    for (const button of document.querySelectorAll("button[data-action=table]")) button.setAttribute("aria-pressed", String(open));
    if (!open) return;
    const rows = rowsOf(state, result).sort(ORDERS[order](result));
    const heading = (key, text) => make("th", { scope: "col", "aria-sort": order === key ? (key === "subject" || key === "object" || key === "relation" ? "ascending" : "descending") : null },
      make("button", { type: "button", class: "sort", onclick: () => { order = key; sync(State.now, App.result); } }, text));
    const row = (edge) => {
      const [first, last] = span(edge, result);
      return make("tr", { class: state.selected && state.selected.edge === edge ? "chosen" : null },
        make("th", { scope: "row" }, Sentence.entity(edges.subject[edge], 40)),
        make("td", {}, make("button", { type: "button", class: `entity-link relation-word relation-${edges.relation[edge]}`, onclick: () => State.change({ selected: { edge } }), "aria-label": `${Drawing.edgeWords(edge)}: read the evidence` }, Words.RELATION[edges.relation[edge]])),
        make("td", {}, Sentence.entity(edges.object[edge], 40)),
        make("td", { class: "figure" }, Words.number(result.edgeClaims[edge])), make("td", { class: "figure" }, Words.number(result.edgeVoices[edge])),
        make("td", { class: "date" }, Words.month(first) === Words.month(last) ? Words.month(first) : `${Words.month(first)} – ${Words.month(last)}`),
        make("td", {}, edges.contested[edge] ? make("span", { class: "badge badge-contested" }, "sources disagree") : ""));
    };
    fill(view,
      make("table", {}, make("caption", {}, `${Words.count(rows.length, "connection")} under these filters`),
        make("thead", {}, make("tr", {}, heading("subject", "Who"), heading("relation", "did what"), heading("object", "to whom"), heading("claims", "Claims"), heading("voices", "Voices"), heading("latest", "When"), make("th", { scope: "col" }, "Contested"))),
        make("tbody", {}, rows.slice(0, limit).map(row))),
      rows.length > limit && make("button", { type: "button", class: "button button-wide", onclick: () => { limit += STEP * 3; sync(State.now, App.result); } }, `Show more of ${Words.number(rows.length)}`));
  }

  return { sync };
})();
