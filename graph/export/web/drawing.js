"use strict";
/* The picture: vis-network over the nodes and edges that pyvis prepared, of which only the shown ones exist. */

const Drawing = (() => {
  const { entities, edges, size } = Corpus;
  const container = Dom.byId("graph");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const moved = new Map();
  let network, nodeSet, edgeSet;
  let shown = [];
  let drawn = [];
  let degree = new Int32Array(size.entities);
  let near = null;
  let selected = null;
  let cursor = null;
  let hidden = { neighbours: 0, edges: 0 };
  const looks = new Map();

  const where = (entity) => moved.get(entity) || [entities.x[entity], entities.y[entity]];

  /** The first picture: pyvis's nodes and edges, dressed; later ones come and go with what is chosen. */
  function start(state, result) {
    degree = result.degree;
    selected = state.selected;
    ({ shown, drawn, hidden } = Choice.choose(state, result));
    stretch();
    near = neighbourhood();
    const nodesByPyvis = new Map(Corpus.view.nodes.map((node) => [node.id, node]));
    const edgesByPyvis = new Map(Corpus.view.edges.map((edge) => [edge.id, edge]));
    nodeSet = new vis.DataSet(shown.map((entity) => ({ ...nodesByPyvis.get(entity), ...nodeItem(entity) })));
    edgeSet = new vis.DataSet(edgeItems(result).map((item) => ({ ...edgesByPyvis.get(item.id), ...item })));
    network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, Corpus.view.options);
    network.on("afterDrawing", (context) => Labels.draw(context, { shown, drawn, near, degree, cursor, selected, network, pointOn, sizeOf }));
    // A printer does not wait for the next frame.
    addEventListener("beforeprint", () => network.redraw());
    network.on("click", clicked);
    network.on("hoverNode", ({ node }) => whisper(nodeWords(node)));
    network.on("hoverEdge", ({ edge }) => whisper(edgeWords(Corpus.edgeByKey().get(edge))));
    network.on("blurNode", () => whisper(null));
    network.on("blurEdge", () => whisper(null));
    network.on("dragEnd", ({ nodes }) => {
      for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) moved.set(Number(id), [x, y]);
    });
    Theme.listen(() => restyle());
  }

  /** The layout is as wide as most screens; where the stage is taller, it grows to fill it, and the names have more room. */
  function stretch() {
    const length = (places) => Math.max(1, Math.max(...shown.map((entity) => places[entity])) - Math.min(...shown.map((entity) => places[entity])));
    if (!shown.length) return;
    const stage = Math.max(80, container.clientHeight - 110) / Math.max(80, container.clientWidth - 120);
    const taller = Math.min(1.7, (stage * length(entities.x)) / length(entities.y));
    if (taller > 1) entities.y = entities.y.map((y) => y * taller);
  }

  /** Bring the picture in line with what remains: which nodes, which edges, how wide, how bright. */
  function sync(state, result) {
    degree = result.degree;
    selected = state.selected;
    ({ shown, drawn, hidden } = Choice.choose(state, result));
    near = neighbourhood();
    const keep = new Set(shown);
    const old = new Set(nodeSet.getIds());
    placeNew(state, old);
    const before = new Map(looks);
    const items = edgeItems(result);
    const ids = new Set(items.map((item) => item.id));
    drawnOnce(() => {
      nodeSet.remove([...old].filter((id) => !keep.has(id)));
      nodeSet.update(shown.filter((entity) => !old.has(entity)).map(nodeItem));
      edgeSet.remove([...before.keys()].filter((id) => !ids.has(id)));
      edgeSet.update(items.filter((item) => before.get(item.id) !== looks.get(item.id)));
    });
  }

  /** vis-network draws everything anew for each change of its data: here the changes come first, and one drawing after. */
  function drawnOnce(change) {
    const { emitter } = network.body;
    emitter.emit("_blockRedraw");
    change();
    emitter.emit("_allowRedraw");
    emitter.emit("_requestRedraw");
  }

  /** The edges as vis-network wants them. `looks` remembers each, so that only what changed is drawn anew. */
  function edgeItems(result) {
    const items = Lines.items(drawn, result, selected);
    looks.clear();
    for (const item of items) looks.set(item.id, JSON.stringify(item));
    return items;
  }

  /** Newcomers keep their place if it is free, and else take the nearest free one around it. */
  function placeNew(state, old) {
    const CELL = 64;
    const taken = new Map();
    const cell = (x, y) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
    const free = (x, y) => {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const [ox, oy] of taken.get(cell(x + dx * CELL, y + dy * CELL)) || []) if (Math.abs(ox - x) < 60 && Math.abs(oy - y) < 46) return false;
        }
      }
      return true;
    };
    const take = (x, y) => {
      const key = cell(x, y);
      if (!taken.has(key)) taken.set(key, []);
      taken.get(key).push([x, y]);
    };
    for (const entity of shown) if (old.has(entity)) take(...where(entity));
    const host = state.unfolded.length ? state.unfolded[state.unfolded.length - 1] : null;
    for (const entity of shown) {
      if (old.has(entity)) continue;
      const [hx, hy] = where(entity);
      const far = host !== null && host !== entity && touches(host, entity) && Math.hypot(hx - where(host)[0], hy - where(host)[1]) > 420;
      const [cx, cy] = far ? where(host) : [hx, hy];
      let [x, y] = [cx, cy];
      for (let turn = 1; !free(x, y) && turn < 900; turn++) {
        const reach = 26 * Math.sqrt(turn);
        [x, y] = [cx + 1.25 * reach * Math.cos(turn * 2.39996), cy + reach * Math.sin(turn * 2.39996)];
      }
      moved.set(entity, [x, y]);
      take(x, y);
    }
  }

  const touches = (one, other) => Corpus.edgesOfEntity().of(one).some((edge) => edges.subject[edge] === other || edges.object[edge] === other);

  function nodeItem(entity) {
    const [x, y] = where(entity);
    return { shape: "custom", ctxRenderer: paint, x, y, size: Shapes.radius(degree[entity]), chosen: false, label: "" };
  }

  function paint({ ctx, id, x, y }) {
    const r = sizeOf(id);
    return {
      drawNode: () => Shapes.draw(ctx, id, x, y, r, { dim: near !== null && !near.has(id), selected: selected !== null && selected.node === id, cursor: cursor === id && document.activeElement === container }),
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  /** Seen from afar, a small node is still a node and not a dot. */
  const sizeOf = (entity) => Math.max(Shapes.radius(degree[entity]), 5.5 / network.getScale());

  /** What stays bright when something is selected: it, and what it touches. */
  function neighbourhood() {
    if (!selected) return null;
    if (selected.edge !== undefined) return new Set([edges.subject[selected.edge], edges.object[selected.edge]]);
    const set = new Set([selected.node]);
    for (const edge of drawn) {
      if (edges.subject[edge] === selected.node) set.add(edges.object[edge]);
      if (edges.object[edge] === selected.node) set.add(edges.subject[edge]);
    }
    return set;
  }

  /** A point of an edge as it is drawn, by how much of it lies before; vis-network knows it, though its documentation does not say so. */
  function pointOn(edge, part) {
    const body = network.body.edges[Corpus.keyOfEdge(edge)];
    return body && body.connected ? body.edgeType.getPoint(part) : null;
  }

  const middle = (edge) => pointOn(edge, 0.5);

  function clicked({ nodes, edges: hits, pointer }) {
    if (nodes.length) return openNode(nodes[0]);
    const hit = network.getEdgeAt(pointer.DOM) || hits[0];
    if (hit !== undefined) return State.change({ selected: { edge: Corpus.edgeByKey().get(hit) } });
    if (State.now.selected) State.change({ selected: null });
    return undefined;
  }

  /** Open an entity: its evidence in the panel, its neighbours on the plane. */
  function openNode(entity) {
    const unfolded = State.now.unfolded.filter((other) => other !== entity);
    cursor = entity;
    State.change({ selected: { node: entity }, unfolded: [...unfolded, entity].slice(-12) });
  }

  const fold = (entity) => State.change({ unfolded: State.now.unfolded.filter((other) => other !== entity) });

  const nodeWords = (entity) => `${Words.label(entities.name[entity], 60)} · ${Words.count(degree[entity], "claim")} here`;

  function edgeWords(edge) {
    if (edge === undefined) return null;
    const name = (entity) => Words.label(entities.name[entity], 40);
    return `${name(edges.subject[edge])} ${Words.RELATION[edges.relation[edge]]} ${name(edges.object[edge])}${edges.contested[edge] ? " · sources disagree" : ""}`;
  }

  function whisper(text) {
    const box = Dom.byId("whisper");
    box.hidden = !text;
    box.textContent = text || "";
  }

  function restyle() {
    if (network && App.result) sync(State.now, App.result);
  }

  const motion = () => (still.matches ? false : { duration: 450, easingFunction: "easeInOutCubic" });

  function fit(entitiesToFit = null, animated = true) {
    const points = (entitiesToFit || shown).map(where);
    if (!points.length) return;
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    // Labels are as wide on a phone as on a wall: the margin is counted in the screen's pixels.
    const [width, height] = [Math.max(80, container.clientWidth - (container.clientWidth > 560 ? 180 : 120)), Math.max(80, container.clientHeight - 110)];
    const scale = Math.max(0.04, Math.min(1.25, width / Math.max(1, right - left), height / Math.max(1, bottom - top)));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale, animation: animated ? motion() : false });
  }

  /** Bring an entity into view if it is not well inside it already. */
  function show(entity) {
    if (!nodeSet.get(entity)) return;
    const { x, y } = network.canvasToDOM(network.getPositions([entity])[entity]);
    const { clientWidth: width, clientHeight: height } = container;
    if (x > 60 && y > 60 && x < width - 60 && y < height - 60 && network.getScale() > 0.35) return;
    network.focus(entity, { scale: Math.max(0.8, network.getScale()), animation: motion() });
  }

  /** Bring both ends of a connection into view, near enough to read. */
  function showEdge(edge) {
    const ends = [edges.subject[edge], edges.object[edge]];
    if (!ends.every((end) => nodeSet.get(end))) return;
    const inside = ends.every((end) => {
      const { x, y } = network.canvasToDOM(network.getPositions([end])[end]);
      return x > 50 && y > 40 && x < container.clientWidth - 50 && y < container.clientHeight - 40;
    });
    if (!inside || network.getScale() < 0.42) fit(ends);
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: motion() });
  }

  function point(entity) {
    cursor = entity;
    show(entity);
    network.redraw();
  }

  return {
    start, sync, openNode, fold, fit, show, showEdge, zoom, point, middle, nodeWords, edgeWords,
    get network() { return network; }, get shown() { return shown; }, get drawn() { return drawn; }, get degree() { return degree; },
    get cursor() { return cursor; }, get hidden() { return hidden; },
  };
})();
