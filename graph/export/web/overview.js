"use strict";
/* The panel before anything is chosen: what the graph holds and where to begin; or a connection, step by step. */

const Overview = (() => {
  const { make, fill } = Dom;
  const { edges } = Corpus;

  function show(panel, state, result) {
    const contested = [];
    for (let edge = 0; edge < Corpus.size.edges; edge++) if (edges.contested[edge] && result.edgeClaims[edge]) contested.push(edge);
    contested.sort((a, b) => result.edgeClaims[b] - result.edgeClaims[a] || a - b);
    const hubs = Drawing.shown.slice().sort((a, b) => result.degree[b] - result.degree[a] || a - b).filter((entity) => result.degree[entity]).slice(0, 8);
    const most = Math.max(1, ...hubs.map((entity) => result.degree[entity]));
    fill(panel,
      make("header", { class: "panel-head" }, make("div", { class: "panel-kicker" }, "At a glance"),
        make("p", { class: "lead" }, `${Words.count(result.claims, "claim")} in ${Words.count(Corpus.size.documents, "article")} connect ${Words.count(result.entities, "entity", "entities")}.`),
        make("p", { class: "quiet" }, "Choose a line to read the sentences it rests on, or a name to unfold its neighbours. Nothing is drawn here without a sentence.")),
      contested.length > 0 && make("section", { class: "glance" }, make("h3", {}, make("span", { class: "contested-icon", "aria-hidden": "true" }, "≠"), " Where sources disagree ", make("span", { class: "count" }, Words.number(contested.length))),
        make("ul", { class: "plain" }, contested.slice(0, 8).map((edge) => make("li", {}, Evidence.edgeButton(edge))))),
      make("section", { class: "glance" }, make("h3", {}, "Most connected"),
        make("ol", { class: "hubs" }, hubs.map((entity) => make("li", {}, Shapes.icon(Corpus.entities.type[entity]), Sentence.entity(entity, 34),
          make("meter", { min: 0, max: most, value: result.degree[entity], "aria-label": "claims" }), make("span", { class: "count" }, Words.number(result.degree[entity])))))),
      result.claims === 0 && make("p", { class: "empty" }, "Nothing remains under these filters."));
  }

  function showPath(panel, state, result) {
    const name = (entity) => Dom.name(Words.label(Corpus.entities.name[entity], 48));
    const head = make("header", { class: "panel-head" }, make("div", { class: "panel-kicker" }, "Shortest connection"),
      make("h2", { class: "panel-title" }, name(state.path[0]), " – ", name(state.path[1])));
    if (!state.found) {
      fill(panel, head, make("p", { class: "empty" }, "Nothing that remains under these filters connects the two."));
      return;
    }
    const steps = state.found.slice(1).map((entity, at) => {
      const before = state.found[at];
      const between = [...new Set(Corpus.edgesOfEntity().of(entity))].filter((edge) => result.edgeClaims[edge] && [edges.subject[edge], edges.object[edge]].includes(before));
      return make("li", { class: "step" }, between.sort((a, b) => result.edgeClaims[b] - result.edgeClaims[a]).map((edge) => [
        Evidence.edgeButton(edge),
        make("blockquote", { class: "evidence", dir: "auto" }, Sentence.marked(Corpus.claim([...Corpus.claimsOfEdge().of(edge)].find((claim) => result.passed[claim])))),
      ]).slice(0, 3));
    });
    fill(panel, head, make("p", { class: "panel-facts" }, Words.count(steps.length, "step")), make("ol", { class: "steps" }, steps));
  }

  return { show, showPath };
})();
