"use strict";
/* What the reader takes along of the visible part: pictures, rows, the query for the same rows, citations, the link. */

const Takeaway = (() => {
  const { make, fill } = Dom;
  const { edges, entities, column, relations } = Corpus;
  const dialog = Dom.byId("takeaway");
  const COLUMNS = ["subject", "relation", "object", "negated", "modality", "date", "confidence", "said_by", "outlet", "article", "published", "evidence", "claim"];

  /** The claims behind the lines that are drawn, by id: the order in which the query returns them too. */
  function visible(result) {
    const claims = Drawing.drawn.flatMap((edge) => [...Corpus.claimsOfEdge().of(edge)].filter((claim) => result.passed[claim]));
    return claims.map((at) => Corpus.claim(at)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  const said = (claim) => (claim.speaker >= 0 ? entities.name[claim.speaker] : claim.speaker === Corpus.UNNAMED ? "unnamed" : "");

  function rows(result) {
    return visible(result).map((claim) => ({
      subject: entities.name[claim.subject], relation: relations[claim.relation], object: entities.name[claim.object],
      negated: claim.negated, modality: claim.modality, date: claim.ownDate, confidence: claim.confidence.toFixed(2), said_by: said(claim),
      outlet: claim.document ? claim.document.outlet : "", article: claim.document ? claim.document.title : "", published: claim.document ? claim.document.published : "",
      evidence: claim.evidence, claim: claim.id,
    }));
  }

  /** A cell that a spreadsheet would run as a formula gets an apostrophe before it: articles are not to be trusted. */
  function cell(value) {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const csv = (result) => [COLUMNS.join(","), ...rows(result).map((row) => COLUMNS.map((name) => cell(row[name])).join(","))].join("\r\n") + "\r\n";

  const quote = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const list = (values) => `[${values.map(quote).join(", ")}]`;

  /** A query with the reader's filters spelled out; it names entities by id, as names may be shared. */
  function cypher(state) {
    const conditions = [];
    const ends = [...new Set(Drawing.drawn.flatMap((edge) => [edges.subject[edge], edges.object[edge]]))].map((entity) => entities.id[entity]).sort();
    conditions.push(`s.id IN ${list(ends)}`, `o.id IN ${list(ends)}`);
    if (state.relations.includes(false)) conditions.push(`c.relation IN ${list(relations.filter((_, at) => state.relations[at]))}`);
    conditions.push(status(state.status));
    if (state.confidence) conditions.push(`c.confidence >= ${((state.confidence - 0.5) / 100).toFixed(3)}`);
    if (state.did !== null) conditions.push(`s.id = ${quote(entities.id[state.did])}`);
    if (state.suffered !== null) conditions.push(`o.id = ${quote(entities.id[state.suffered])}`);
    // Conditions on a whole connection (outlets, disagreement, a path, the room on the plane) name the connections.
    if (state.minVoices > 1 || state.disagree || state.path || Drawing.hidden.edges) {
      conditions.push(`s.id + ' ' + c.relation + ' ' + o.id IN ${list(Drawing.drawn.map((edge) => `${entities.id[edges.subject[edge]]} ${relations[edges.relation[edge]]} ${entities.id[edges.object[edge]]}`).sort())}`);
    }
    const later = [];
    if (state.from) later.push(`coalesce(c.date, a.published) IS NOT NULL`, ...edgeOfTime("from", state.from));
    if (state.to) later.push(`coalesce(c.date, a.published) IS NOT NULL`, ...edgeOfTime("to", state.to));
    if (state.outlets) later.push(`a.outlet IN ${list(state.outlets.map((at) => Corpus.strings[at]))}`);
    if (state.speaker !== null && state.speaker < 0) later.push(state.speaker === Corpus.UNNAMED ? "c.attributed_to = 'unnamed'" : "c.attributed_to IS NULL");
    const speaker = state.speaker !== null && state.speaker >= 0 ? `, (c)-[:ATTRIBUTED_TO]->(w:Entity {id: ${quote(entities.id[state.speaker])}})` : "";
    return [
      `MATCH (c:Claim)-[:SUBJECT]->(s:Entity), (c)-[:OBJECT]->(o:Entity), (c)-[:STATED_IN]->(a:Article)${speaker}`,
      `WHERE ${[...conditions, ...new Set(later)].join("\n  AND ")}`,
      "RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.negated AS negated, c.modality AS modality,",
      "       c.date AS date, c.confidence AS confidence, c.attributed_to AS said_by, a.outlet AS outlet, a.title AS article,",
      "       a.published AS published, c.evidence AS evidence, c.id AS claim",
      "ORDER BY claim",
    ].join("\n");
  }

  function status([asserted, reported, planned, denied]) {
    const modalities = [asserted && "asserted", reported && "reported", planned && "hypothetical"].filter(Boolean);
    const affirmed = modalities.length ? `(c.negated = false AND c.modality IN ${list(modalities)})` : null;
    if (affirmed && denied) return `(${affirmed} OR c.negated = true)`;
    return affirmed || (denied ? "c.negated = true" : "false");
  }

  /** Dates may be years or intervals: a month is compared with as much of the date as there is. */
  function edgeOfTime(side, month) {
    const when = "replace(replace(coalesce(c.date, a.published), '../', ''), '/..', '')"; // of an open end the other counts
    if (side === "to") return [`substring(${when}, 0, 7) <= ${quote(`${month}~`)}`];
    const last = `CASE WHEN ${when} CONTAINS '/' THEN split(${when}, '/')[1] ELSE ${when} END`;
    return [`${last} >= substring(${quote(month)}, 0, size(${last}))`];
  }

  /** Every article behind the visible lines, once, with the sentences that count. */
  function citations(result) {
    const articles = new Map();
    for (const claim of visible(result)) {
      const key = claim.document ? claim.document.id : "";
      if (!articles.has(key)) articles.set(key, { article: claim.document, claims: [] });
      articles.get(key).claims.push(claim);
    }
    const entries = [...articles.values()].sort((a, b) => ((b.article && b.article.published) || "").localeCompare((a.article && a.article.published) || "") || a.claims[0].id.localeCompare(b.claims[0].id));
    return entries.map(({ article, claims }, at) => {
      const from = article ? [article.author, article.title && `“${Words.plain(article.title)}”`, article.outlet, article.published && Words.date(article.published), article.url || article.path].filter(Boolean).map(Words.plain).join(", ") : "Unknown article";
      const told = claims.sort((a, b) => a.start - b.start).map((claim) => `    ${Words.label(entities.name[claim.subject], 60)} ${relations[claim.relation]}${claim.negated ? " (denied)" : ""} ${Words.label(entities.name[claim.object], 60)}: “${Words.plain(claim.evidence.replace(/\s+/g, " "))}”`);
      return [`[${at + 1}] ${from}.`, ...told].join("\n");
    }).join("\n\n") + "\n";
  }

  function save(name, blob) {
    const url = URL.createObjectURL(blob);
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    App.announce(`Saved ${name}`);
  }

  const text = (content, type = "text/plain") => new Blob([content], { type: `${type};charset=utf-8` });

  async function copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // From a file, browsers may refuse the clipboard but still copy a selection.
    }
    App.announce("Copied");
  }

  function open() {
    const { now: state } = State;
    const { result } = App;
    const claims = visible(result);
    const button = (id, title, note, onclick) => make("button", { type: "button", class: "take", id, onclick }, make("strong", {}, title), make("span", {}, note));
    const area = (id, label, value) => {
      const field = make("textarea", { id, readonly: true, rows: 6, value, spellcheck: "false" });
      return make("div", { class: "take-text" }, make("label", { for: id }, label), make("button", { type: "button", class: "button", onclick: () => copy(field) }, "Copy"), field);
    };
    fill(dialog,
      make("header", { class: "dialog-head" }, make("h2", { id: "takeaway-title" }, "Take away"), make("button", { type: "button", class: "button button-round", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
      make("p", { class: "quiet" }, `What you see: ${Words.count(Drawing.shown.length, "entity", "entities")}, ${Words.count(Drawing.drawn.length, "connection")}, ${Words.count(claims.length, "claim")}.`),
      make("div", { class: "takes" },
        button("take-png", "PNG", "the picture as it stands", async () => save("graph.png", await Picture.png())),
        button("take-svg", "SVG", "the picture, to scale and edit", () => save("graph.svg", Picture.svg(state, result))),
        button("take-csv", "CSV", "the claims, a row each", () => save("claims.csv", text("\ufeff" + csv(result), "text/csv"))),
        button("take-citations", "Citations", "articles and sentences", () => save("citations.txt", text(citations(result))))),
      area("take-link", "Link to this view", location.href.split("#")[0] + "#" + State.toHash(state)),
      area("take-cypher", "Cypher for the same rows", cypher(state)),
      area("take-list", "Citations", citations(result)));
    dialog.showModal();
  }

  return { open, csv, cypher, citations, rows };
})();
