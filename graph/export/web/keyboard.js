"use strict";
/* Keys: everything that the mouse can do. */

const Keyboard = (() => {
  const { make, fill } = Dom;
  const KEYS = [
    ["/", "search"], ["Arrow keys", "move between entities of the graph"], ["Enter", "open the entity: evidence and neighbours"],
    ["E", "next connection of the opened entity"], ["+ and −", "zoom"], ["0", "fit everything"], ["T", "table or graph"], ["F", "to the filters"], ["P", "to the evidence panel"],
    ["S", "take away"], ["Esc", "close, or choose nothing"], ["?", "this help"],
  ];
  const graph = Dom.byId("graph");
  const DIRECTION = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The nearest entity in a direction: what lies straight ahead counts as nearer than what lies aside. */
  function step([dx, dy]) {
    const at = Drawing.network.getPositions(Drawing.shown);
    if (Drawing.cursor === null || !at[Drawing.cursor]) {
      const first = Drawing.shown.slice().sort((a, b) => Drawing.degree[b] - Drawing.degree[a])[0];
      return first === undefined ? null : first;
    }
    const here = at[Drawing.cursor];
    let best = null;
    let least = Infinity;
    for (const entity of Drawing.shown) {
      const [x, y] = [at[entity].x - here.x, at[entity].y - here.y];
      const along = x * dx + y * dy;
      const across = Math.abs(x * dy) + Math.abs(y * dx);
      if (along <= 4) continue;
      const cost = along + across * 2;
      if (cost < least) [best, least] = [entity, cost];
    }
    return best;
  }

  function onGraph(event) {
    if (DIRECTION[event.key]) {
      const next = step(DIRECTION[event.key]);
      if (next !== null) {
        Drawing.point(next);
        App.announce(Drawing.nodeWords(next));
      }
    } else if ((event.key === "Enter" || event.key === " ") && Drawing.cursor !== null) Drawing.openNode(Drawing.cursor);
    else return;
    event.preventDefault();
  }

  function nextEdge() {
    const { selected } = State.now;
    const node = Drawing.cursor;
    if (node === null) return;
    const mine = Drawing.drawn.filter((edge) => Corpus.edges.subject[edge] === node || Corpus.edges.object[edge] === node).sort((a, b) => a - b);
    if (!mine.length) return;
    const at = selected && selected.edge !== undefined ? mine.indexOf(selected.edge) : -1;
    const edge = mine[(at + 1) % mine.length];
    State.change({ selected: { edge } });
    App.announce(Drawing.edgeWords(edge));
  }

  const GLOBAL = {
    "/": () => App.search.input.focus(), "?": help, t: () => App.act("table"), T: () => App.act("table"),
    f: () => App.openRail(true), p: () => Dom.byId("panel").focus(), s: () => Takeaway.open(), e: nextEdge,
    "+": () => Drawing.zoom(1.3), "-": () => Drawing.zoom(1 / 1.3), 0: () => Drawing.fit(),
  };

  function anywhere(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      if (document.body.classList.contains("rail-open")) App.closeRail();
      else if (State.now.selected) State.change({ selected: null });
      graph.focus();
      return;
    }
    if (event.target.matches("input:not([type=range]):not([type=checkbox]), textarea, select")) return;
    const act = GLOBAL[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function help() {
    const dialog = Dom.byId("help");
    fill(dialog,
      make("header", { class: "dialog-head" }, make("h2", { id: "help-title" }, "How to read this"), make("button", { type: "button", class: "button button-round", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
      make("p", {}, "A line says that articles state a relation; the thicker it is, the more claims say so. Dashed with ", make("span", { class: "contested-icon small" }, "≠"), ": one source says so, another denies it or says the opposite. Planned and denied claims draw no line unless you ask for them."),
      make("p", {}, "Every claim was found by a program in the sentence shown with it, and may be wrong: read the sentence before you publish."),
      make("h3", {}, "Keys"), make("dl", { class: "keys" }, KEYS.map(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])));
    dialog.showModal();
  }

  function start() {
    graph.addEventListener("keydown", onGraph);
    document.addEventListener("keydown", anywhere);
  }

  return { start, help };
})();
