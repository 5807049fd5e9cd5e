"use strict";
/* A sentence with its mentions and its trigger marked, and the card of a claim around it. */

const Sentence = (() => {
  const { make } = Dom;
  const KINDS = ["subject", "object", "trigger"];

  /** The sentence as text and marks. Spans may overlap ("Kestrian" in "the Kestrian minister"): the text is cut at every edge. */
  function marked(claim) {
    const spans = KINDS.map((kind, at) => ({ kind, start: claim.marks[at * 2], end: claim.marks[at * 2 + 1] })).filter(({ start }) => start >= 0);
    const cuts = [...new Set([0, claim.evidence.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
    const pieces = [];
    for (let at = 0; at + 1 < cuts.length; at++) {
      const [start, end] = [cuts[at], cuts[at + 1]];
      const kinds = spans.filter((span) => span.start <= start && end <= span.end).map((span) => span.kind);
      const text = claim.evidence.slice(start, end);
      pieces.push(kinds.length ? make("mark", { class: kinds.map((kind) => `mark-${kind}`).join(" ") + ` relation-${Corpus.edges.relation[claim.edge]}` }, text) : text);
    }
    return pieces;
  }

  const link = (url) => /^https?:\/\//i.test(url);

  function card(at, { pair = true } = {}) {
    const claim = Corpus.claim(at);
    const { document: article } = claim;
    const [subject, object] = [Corpus.entities.name[claim.subject], Corpus.entities.name[claim.object]];
    return make("li", { class: `claim status-border-${claim.status}`, "data-claim": claim.id },
      make("p", { class: "claim-head" },
        make("span", { class: "claim-date" }, Words.date(claim.date), !claim.ownDate && claim.date && make("span", { class: "quiet" }, " (published)")),
        claim.modality !== "asserted" && badge(claim.modality === "reported" ? 1 : 2),
        claim.negated && badge(3)),
      pair && make("p", { class: "claim-pair" }, entity(claim.subject), " ", make("span", { class: `relation-word relation-${Corpus.edges.relation[claim.edge]}` }, relationWords(claim)), " ", entity(claim.object), claim.role && make("span", { class: "quiet" }, " as ", Dom.name(Words.label(claim.role, 60)))),
      make("blockquote", { class: "evidence", dir: "auto" }, marked(claim)),
      outside(claim, subject, object),
      make("p", { class: "claim-source" }, make("span", { class: "who" }, "Says ", speaker(claim)), source(article)),
      make("p", { class: "claim-more" }, more(claim)));
  }

  function relationWords(claim) {
    const words = Words.RELATION[claim.relation];
    if (claim.negated) return words === "is affiliated with" ? "is not affiliated with" : `did not: ${words}`;
    return claim.modality === "hypothetical" ? `planned or called for: ${words}` : words;
  }

  const badge = (status) => make("span", { class: `badge badge-${status}` }, Words.STATUS[status]);

  /** An entity's name as a way to it. */
  function entity(at, length = 48) {
    return make("button", { type: "button", class: "entity-link", onclick: () => App.open(at) }, Dom.name(Words.label(Corpus.entities.name[at], length)));
  }

  function speaker(claim) {
    if (claim.speaker >= 0) return entity(claim.speaker);
    return claim.speaker === Corpus.UNNAMED ? "an unnamed source" : "the article itself";
  }

  function outside(claim, subject, object) {
    const missing = [claim.marks[0] < 0 && subject, claim.marks[2] < 0 && object].filter(Boolean);
    if (!missing.length) return null;
    return make("p", { class: "quiet claim-outside" }, missing.map((name, at) => [at ? " and " : "", Dom.name(Words.label(name, 40))]), missing.length > 1 ? " are" : " is", " named outside this sentence.");
  }

  function source(article) {
    if (!article) return make("span", { class: "source" }, "article unknown");
    const title = Words.plain(article.title) || Words.plain(article.path) || "untitled";
    return make("span", { class: "source" },
      make("strong", {}, article.outlet ? Dom.name(Words.label(article.outlet, 60)) : "No outlet given"),
      article.author && [", ", Dom.name(Words.label(article.author, 60))],
      article.published && `, ${Words.date(article.published)}`, make("br"),
      link(article.url) ? make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, Dom.name(Words.clip(title, 140))) : Dom.name(Words.clip(title, 140)),
      article.path && article.title && make("span", { class: "path" }, Dom.name(Words.clip(Words.plain(article.path), 120))));
  }

  function more(claim) {
    return [
      make("span", { class: "meter", role: "img", "aria-label": `Confidence ${Math.round(claim.confidence * 100)} percent` }, make("span", { class: `meter-fill fill-${Math.round(claim.confidence * 10)}` })),
      make("span", {}, `confidence ${claim.confidence.toFixed(2)}`),
      claim.act && make("span", {}, "act ", make("em", {}, claim.act)),
      claim.plover && make("span", {}, `PLOVER ${claim.plover}`),
      claim.cameo && make("span", {}, `CAMEO ${claim.cameo}`),
    ];
  }

  /** Cards for claims, some at first and the rest on demand: a hub has thousands. */
  function list(claims, options = {}) {
    const STEP = 25;
    const box = make("ol", { class: "claims" });
    const button = make("button", { type: "button", class: "button button-wide", onclick: grow });
    let told = 0;
    function grow() {
      box.append(...claims.slice(told, told + STEP).map((claim) => card(claim, options)));
      told = Math.min(claims.length, told + STEP);
      button.hidden = told >= claims.length;
      button.textContent = `Show ${Words.number(Math.min(STEP, claims.length - told))} more of ${Words.number(claims.length - told)}`;
    }
    grow();
    return [box, button];
  }

  return { card, list, marked, entity, badge };
})();
