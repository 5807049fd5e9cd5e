"use strict";
/* Puts the parts together: the state changes, the filter runs, and each part shows what follows from it. */

const App = (() => {
  const app = { result: null, ready: 0, announce, open, act, openRail, closeRail, search: null };

  function announce(text) {
    Dom.byId("announcer").textContent = text;
  }

  /** Open an entity from a list or the search: unfold it, show its evidence, bring it into view. */
  function open(entity) {
    Drawing.openNode(entity);
    queueMicrotask(() => Drawing.show(entity));
  }

  function update(state, result = Filter.apply(state)) {
    app.result = result;
    state.found = state.path ? Connection.find(state.path[0], state.path[1], app.result.edgeClaims) : null;
    Drawing.sync(state, app.result);
    Facets.sync(state, app.result);
    Evidence.sync(state, app.result);
    Table.sync(state, app.result);
    summarise(app.result);
  }

  function summarise(result) {
    const { size } = Corpus;
    const part = (some, all, one, many) => (some === all ? Words.count(all, one, many) : `${Words.number(some)} of ${Words.count(all, one, many)}`);
    Dom.byId("summary").textContent = [part(result.claims, size.claims, "claim"), part(result.entities, size.entities, "entity", "entities"), `${Words.number(Drawing.shown.length)} shown`].join(" · ");
    const notes = [];
    if (Drawing.hidden.edges) notes.push(`${Words.number(Drawing.hidden.edges)} weaker connections are not drawn; the table has them all.`);
    if (Drawing.hidden.neighbours) notes.push(`${Words.number(Drawing.hidden.neighbours)} neighbours are not unfolded: the weakest.`);
    if (!result.claims) notes.push("Nothing remains under these filters.");
    const notice = Dom.byId("notice");
    notice.hidden = !notes.length;
    notice.textContent = notes.join(" ");
  }

  const ACTIONS = {
    table: () => State.change({ view: State.now.view === "table" ? "graph" : "table" }),
    takeaway: () => Takeaway.open(), help: () => Keyboard.help(), theme: () => Theme.toggle(),
    filters: () => (document.body.classList.contains("rail-open") ? closeRail() : openRail()),
    "zoom-in": () => Drawing.zoom(1.3), "zoom-out": () => Drawing.zoom(1 / 1.3), fit: () => Drawing.fit(),
  };

  function act(name) {
    ACTIONS[name]();
  }

  function openRail(focus = false) {
    document.body.classList.add("rail-open");
    setExpanded(true);
    if (focus) Dom.byId("rail").querySelector("button.toggle").focus();
  }

  function closeRail() {
    document.body.classList.remove("rail-open");
    setExpanded(false);
  }

  const setExpanded = (on) => document.querySelector("[aria-controls=rail]").setAttribute("aria-expanded", String(on));

  function start() {
    document.addEventListener("click", (event) => {
      const target = event.target.closest("[data-action]");
      if (target && ACTIONS[target.dataset.action]) {
        event.preventDefault();
        act(target.dataset.action);
      }
    });
    app.search = Picker.field({ label: "Search by any name", placeholder: "Search a name  ( / )", onpick: open, hideLabel: true });
    Dom.byId("search").append(app.search.element);
    State.start();
    Facets.start();
    const result = Filter.apply(State.now);
    Drawing.start(State.now, result);
    Keyboard.start();
    update(State.now, result);
    Drawing.fit(null, false);
    State.listen((state) => update(state));
    let opened = null;
    State.listen((state) => {
      const edge = state.selected && state.selected.edge;
      // The panel may just have taken room from the picture: look once the new size is known.
      if (edge !== undefined && edge !== null && edge !== opened) setTimeout(() => Drawing.showEdge(edge), 60);
      opened = edge;
    });
    let path = null;
    State.listen((state) => {
      if (String(state.path) === String(path)) return;
      path = state.path;
      if (!path) Facets.clearEnds();
      Drawing.fit(state.found);
    });
    requestAnimationFrame(() => {
      app.ready = performance.now();
      document.documentElement.dataset.ready = "true";
      prepare([Corpus.edgesOfEntity, Picker.names, Corpus.edgeByKey, () => Filter.apply({ ...State.now, confidence: 1 })]);
    });
  }

  /** While the reader still looks, build the indexes that the first question needs, one in each idle moment. */
  function prepare(steps) {
    if (!steps.length) return;
    const idle = window.requestIdleCallback || ((step) => setTimeout(step, 60));
    idle(() => { steps[0](); prepare(steps.slice(1)); });
  }

  app.start = start;
  return app;
})();

App.start();
