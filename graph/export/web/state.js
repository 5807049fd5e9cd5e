"use strict";
/* What the reader has chosen. It lives in the address after the #, so that a view can be sent as a link. */

const State = (() => {
  const all = (count) => Array.from({ length: count }, () => true);
  const initial = () => ({
    relations: all(4), types: all(3), status: [true, true, false, false],
    outlets: null, speaker: null, from: null, to: null, confidence: 0, minVoices: 1, disagree: false,
    did: null, suffered: null, path: null, unfolded: [], selected: null, view: "graph",
  });
  const now = initial();
  const listeners = [];
  let frame = 0;
  let timer = 0;

  /** Change some fields; everyone who listens hears of it once, in the next frame at the latest. */
  function change(fields, { quiet = false } = {}) {
    Object.assign(now, fields);
    if (quiet) return;
    publish();
  }

  function publish() {
    if (frame) return;
    frame = 1;
    queueMicrotask(() => {
      frame = 0;
      for (const listen of listeners) listen(now);
      // Browsers are slow to write an address: first the reader sees the answer.
      clearTimeout(timer);
      timer = setTimeout(remember, 40);
    });
  }

  const listen = (listener) => listeners.push(listener);

  const reset = () => change({ ...initial(), view: now.view });

  const filtered = () => {
    const fresh = initial();
    return ["relations", "types", "status", "outlets", "speaker", "from", "to", "confidence", "minVoices", "disagree", "did", "suffered", "path"]
      .some((key) => JSON.stringify(now[key]) !== JSON.stringify(fresh[key]));
  };

  const LETTERS = { relations: "soea", types: "poc", status: "arpd" };

  function toHash(state) {
    const fresh = initial();
    const hash = new URLSearchParams();
    const id = (entity) => Corpus.entities.id[entity];
    for (const [key, letters] of Object.entries(LETTERS)) {
      if (String(state[key]) !== String(fresh[key])) hash.set(key, Array.from(letters).filter((_, at) => state[key][at]).join("") || "-");
    }
    if (state.outlets) for (const outlet of state.outlets) hash.append("outlet", Corpus.strings[outlet]);
    if (state.speaker !== null) hash.set("speaker", state.speaker === Corpus.ARTICLE ? "article" : state.speaker === Corpus.UNNAMED ? "unnamed" : id(state.speaker));
    if (state.from) hash.set("from", state.from);
    if (state.to) hash.set("to", state.to);
    if (state.confidence) hash.set("confidence", state.confidence);
    if (state.minVoices > 1) hash.set("voices", state.minVoices);
    if (state.disagree) hash.set("disagree", "1");
    if (state.did !== null) hash.set("did", id(state.did));
    if (state.suffered !== null) hash.set("suffered", id(state.suffered));
    if (state.path) hash.set("path", state.path.map(id).join(","));
    if (state.unfolded.length) hash.set("unfolded", state.unfolded.map(id).join(","));
    if (state.selected) {
      const { node, edge } = state.selected;
      hash.set("open", edge === undefined ? id(node) : [id(Corpus.edges.subject[edge]), Corpus.relations[Corpus.edges.relation[edge]], id(Corpus.edges.object[edge])].join(","));
    }
    if (state.view !== "graph") hash.set("view", state.view);
    return hash.toString();
  }

  function fromHash(text) {
    const state = initial();
    const hash = new URLSearchParams(text);
    const entity = (id) => { const at = Corpus.entityById().get(id); return at === undefined ? null : at; };
    for (const [key, letters] of Object.entries(LETTERS)) {
      if (hash.has(key)) state[key] = Array.from(letters, (letter) => hash.get(key).includes(letter));
    }
    if (hash.has("outlet")) state.outlets = hash.getAll("outlet").map((name) => Corpus.strings.indexOf(name)).filter((at) => at >= 0);
    if (hash.has("speaker")) {
      const speaker = hash.get("speaker");
      state.speaker = speaker === "article" ? Corpus.ARTICLE : speaker === "unnamed" ? Corpus.UNNAMED : entity(speaker);
    }
    const month = (key) => /^\d{4}-\d\d$/.test(hash.get(key) || "") ? hash.get(key) : null;
    const whole = (key, low, high) => Math.min(high, Math.max(low, Number.parseInt(hash.get(key), 10) || low));
    state.from = month("from");
    state.to = month("to");
    state.confidence = whole("confidence", 0, 100);
    state.minVoices = whole("voices", 1, 99);
    state.disagree = hash.has("disagree");
    state.did = entity(hash.get("did"));
    state.suffered = entity(hash.get("suffered"));
    const list = (key) => (hash.get(key) || "").split(",").map(entity).filter((at) => at !== null);
    state.path = list("path").length === 2 ? list("path") : null;
    state.unfolded = list("unfolded");
    const open = (hash.get("open") || "").split(",");
    if (open.length === 3) {
      const edge = Corpus.edgeByKey().get(`${entity(open[0])}-${open[1]}-${entity(open[2])}`);
      if (edge !== undefined) state.selected = { edge };
    } else if (entity(open[0]) !== null) state.selected = { node: entity(open[0]) };
    state.view = hash.get("view") === "table" ? "table" : "graph";
    return state;
  }

  let written = "";
  function remember() {
    written = toHash(now);
    try {
      history.replaceState(null, "", `#${written}`);
    } catch {
      // A page inside a notebook has no address of its own.
    }
  }

  function start() {
    Object.assign(now, fromHash(location.hash.slice(1)));
    addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== written) change(fromHash(location.hash.slice(1)));
    });
  }

  return { now, change, listen, reset, filtered, start, toHash };
})();
