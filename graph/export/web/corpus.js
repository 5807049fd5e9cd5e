"use strict";
/* The data of the page: columns, read once, with indexes that are built when they are first asked for. */

const Corpus = (() => {
  const raw = JSON.parse(Dom.byId("data").textContent);
  const { entities, documents, sentences, strings } = raw;
  const size = { entities: entities.id.length, documents: documents.id.length, edges: raw.edges.subject.length, claims: raw.claims.id.length };

  const edges = {
    subject: Int32Array.from(raw.edges.subject),
    object: Int32Array.from(raw.edges.object),
    relation: Uint8Array.from(raw.edges.relation),
    contested: Uint8Array.from(raw.edges.contested),
  };

  const column = {
    edge: Int32Array.from(raw.claims.edge),
    sentence: Int32Array.from(raw.claims.sentence),
    speaker: Int32Array.from(raw.claims.speaker),
    date: Int32Array.from(raw.claims.date),
    confidence: Uint8Array.from(raw.claims.confidence),
    status: new Uint8Array(size.claims),
    document: new Int32Array(size.claims),
    outlet: new Int32Array(size.claims),
    voice: new Int32Array(size.claims),
  };
  for (let claim = 0; claim < size.claims; claim++) {
    column.status[claim] = raw.claims.negated[claim] ? 3 : raw.claims.modality[claim];
    const document = sentences.document[column.sentence[claim]];
    column.document[claim] = document;
    column.outlet[claim] = document < 0 ? 0 : documents.outlet[document];
    column.voice[claim] = document < 0 ? size.documents : documents.voice[document];
    // A claim without a date of its own happened, as far as anyone can tell, when it was printed.
    if (!column.date[claim] && document >= 0) column.date[claim] = documents.published[document];
  }

  const once = (build) => {
    let value;
    return () => (value === undefined ? (value = build()) : value);
  };

  /** Compressed rows: `start[k]` to `start[k + 1]` in `items` are the claims (or edges) of k. */
  function rows(count, keys, total) {
    const start = new Int32Array(count + 1);
    for (let item = 0; item < total; item++) for (const key of keys) start[key[item] + 1]++;
    for (let at = 0; at < count; at++) start[at + 1] += start[at];
    const items = new Int32Array(start[count]);
    const next = start.slice();
    for (let item = 0; item < total; item++) for (const key of keys) items[next[key[item]]++] = item;
    return { start, items, of: (key) => items.subarray(start[key], start[key + 1]) };
  }

  const claimsOfEdge = once(() => rows(size.edges, [column.edge], size.claims));
  const edgesOfEntity = once(() => rows(size.entities, [edges.subject, edges.object], size.edges));
  const entityById = once(() => new Map(entities.id.map((id, at) => [id, at])));
  const edgeByKey = once(() => {
    const map = new Map();
    for (let edge = 0; edge < size.edges; edge++) map.set(edgeKey(edges.subject[edge], edges.relation[edge], edges.object[edge]), edge);
    return map;
  });
  const edgeKey = (subject, relation, object) => `${subject}-${raw.relations[relation]}-${object}`;

  const keyOfEdge = (edge) => edgeKey(edges.subject[edge], edges.relation[edge], edges.object[edge]);

  /** One claim as an object, for the panel and for what is taken away. */
  function claim(at) {
    const sentence = column.sentence[at];
    const document = column.document[at];
    const edge = column.edge[at];
    const text = (key) => strings[raw.claims[key][at]];
    return {
      at, edge,
      id: raw.claims.id[at],
      subject: edges.subject[edge], relation: edges.relation[edge], object: edges.object[edge],
      evidence: sentences.text[sentence], start: sentences.start[sentence],
      marks: raw.claims.marks.slice(at * 6, at * 6 + 6),
      role: text("role"), act: text("act"), plover: text("plover"), cameo: text("cameo"),
      ownDate: text("date"), date: strings[column.date[at]],
      extractor: text("extractor"), rule: text("rule"),
      status: column.status[at], negated: Boolean(raw.claims.negated[at]), modality: raw.modalities[raw.claims.modality[at]],
      speaker: column.speaker[at], confidence: column.confidence[at] / 100,
      document: document < 0 ? null : {
        id: documents.id[document], title: documents.title[document], url: documents.url[document], path: documents.path[document],
        outlet: strings[documents.outlet[document]], author: strings[documents.author[document]], published: strings[documents.published[document]],
      },
    };
  }

  const ARTICLE = -2;
  const UNNAMED = -1;
  const speakerName = (speaker) => speaker === ARTICLE ? "the article itself" : speaker === UNNAMED ? "an unnamed source" : entities.name[speaker];

  return {
    title: raw.title, relations: raw.relations, types: raw.types, view: raw.view, ARTICLE, UNNAMED,
    size, entities, documents, edges, column, strings, claim, claimsOfEdge, edgesOfEntity, entityById, edgeByKey, keyOfEdge, speakerName, once,
  };
})();
