"use strict";
/* The picture: vis-network over the nodes and edges that pyvis prepared, of which only the shown ones exist. */

const Drawing = (() => {
  const BASE = 150;
  const UNFOLD = 60;
  const EDGES = 380;
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
  let lanes = new Map();
  const looks = new Map();

  const where = (entity) => moved.get(entity) || [entities.x[entity], entities.y[entity]];

  /** The first picture: pyvis's nodes and edges, dressed; later ones come and go with what is chosen. */
  function start(state, result) {
    degree = result.degree;
    selected = state.selected;
    choose(state, result);
    near = neighbourhood();
    const nodesByPyvis = new Map(Corpus.view.nodes.map((node) => [node.id, node]));
    const edgesByPyvis = new Map(Corpus.view.edges.map((edge) => [edge.id, edge]));
    nodeSet = new vis.DataSet(shown.map((entity) => ({ ...nodesByPyvis.get(entity), ...nodeItem(entity) })));
    edgeSet = new vis.DataSet(edgeItems(result).map((item) => ({ ...edgesByPyvis.get(item.id), ...item })));
    network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, Corpus.view.options);
    network.on("afterDrawing", afterDrawing);
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

  /** Bring the picture in line with what remains: which nodes, which edges, how wide, how bright. */
  function sync(state, result) {
    degree = result.degree;
    selected = state.selected;
    choose(state, result);
    near = neighbourhood();
    const keep = new Set(shown);
    const old = new Set(nodeSet.getIds());
    placeNew(state, old);
    nodeSet.remove([...old].filter((id) => !keep.has(id)));
    nodeSet.update(shown.filter((entity) => !old.has(entity)).map(nodeItem));
    const before = new Map(looks);
    const items = edgeItems(result);
    const ids = new Set(items.map((item) => item.id));
    edgeSet.remove([...before.keys()].filter((id) => !ids.has(id)));
    edgeSet.update(items.filter((item) => before.get(item.id) !== looks.get(item.id)));
    network.redraw();
  }

  /** The edges as vis-network wants them. `looks` remembers each, so that only what changed is drawn anew. */
  function edgeItems(result) {
    lanes = countLanes();
    const items = drawn.map((edge) => edgeItem(edge, result));
    looks.clear();
    for (const item of items) looks.set(item.id, JSON.stringify(item));
    return items;
  }

  function choose(state, result) {
    hidden = { neighbours: 0, edges: 0 };
    const chosen = new Set();
    if (state.path && state.found) {
      for (const entity of state.found) chosen.add(entity);
    } else {
      const ranked = [];
      for (let entity = 0; entity < size.entities; entity++) if (degree[entity]) ranked.push(entity);
      ranked.sort((a, b) => degree[b] - degree[a] || a - b);
      for (const entity of ranked.slice(0, BASE)) chosen.add(entity);
      for (const entity of state.unfolded) unfold(entity, chosen, result);
    }
    if (state.selected) {
      const { node, edge } = state.selected;
      if (node !== undefined) chosen.add(node);
      else if (result.edgeClaims[edge]) chosen.add(edges.subject[edge]).add(edges.object[edge]);
    }
    shown = [...chosen];
    drawn = [];
    for (let edge = 0; edge < size.edges; edge++) {
      if (result.edgeClaims[edge] && chosen.has(edges.subject[edge]) && chosen.has(edges.object[edge])) drawn.push(edge);
    }
    if (drawn.length > EDGES) thin(state, result);
  }

  /** Too many lines hide each other. What stays: those of the opened entity, then every entity's best two, then the rest by weight. */
  function thin(state, result) {
    const open = state.selected || {};
    const lines = new Map();
    const byWeight = drawn.sort((a, b) => edges.contested[b] - edges.contested[a] || result.edgeClaims[b] - result.edgeClaims[a] || a - b);
    const first = new Set();
    for (const edge of byWeight) {
      const [subject, object] = [edges.subject[edge], edges.object[edge]];
      const few = Math.min(lines.get(subject) || 0, lines.get(object) || 0) < 2;
      if (few || edge === open.edge || subject === open.node || object === open.node) {
        first.add(edge);
        lines.set(subject, (lines.get(subject) || 0) + 1);
        lines.set(object, (lines.get(object) || 0) + 1);
      }
    }
    const kept = [...first, ...byWeight.filter((edge) => !first.has(edge))].slice(0, Math.max(EDGES, first.size));
    hidden.edges = drawn.length - kept.length;
    drawn = kept.sort((a, b) => a - b);
  }

  function unfold(entity, chosen, result) {
    chosen.add(entity);
    const strength = new Map();
    for (const edge of Corpus.edgesOfEntity().of(entity)) {
      const other = edges.subject[edge] === entity ? edges.object[edge] : edges.subject[edge];
      if (result.edgeClaims[edge]) strength.set(other, (strength.get(other) || 0) + result.edgeClaims[edge]);
    }
    const neighbours = [...strength].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [other] of neighbours.slice(0, UNFOLD)) chosen.add(other);
    hidden.neighbours += Math.max(0, neighbours.length - UNFOLD);
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

  function edgeItem(edge, result) {
    const palette = Palette.now();
    const [subject, object, relation] = [edges.subject[edge], edges.object[edge], edges.relation[edge]];
    const bright = !selected || (selected.edge !== undefined ? selected.edge === edge : subject === selected.node || object === selected.node);
    const claims = result.edgeClaims[edge];
    const kind = kindOf(edge, result);
    const lane = lanes.get(edge);
    return {
      id: Corpus.keyOfEdge(edge), from: subject, to: object,
      width: (relation === 2 ? 1.6 : relation === 3 ? 0.9 : 1.2) + Math.min(4, 0.9 * Math.log2(claims)) + (selected && selected.edge === edge ? 2 : 0),
      color: { color: palette.relation[relation], hover: palette.relation[relation], highlight: palette.relation[relation], opacity: bright ? (relation === 3 ? 0.75 : 0.9) : 0.12, inherit: false },
      arrows: { to: { enabled: true, type: Palette.ARROW[relation], scaleFactor: relation === 3 ? 0.35 : 0.55 } },
      arrowStrikethrough: relation !== 0, // Only a filled arrowhead hides the end of its line.
      dashes: kind === "denied" ? [1, 5] : kind === "planned" ? [4, 6] : edges.contested[edge] ? [12, 5] : false,
      smooth: lane ? { enabled: true, type: "curvedCW", roundness: lane } : { enabled: false, type: "continuous", roundness: 0 },
      chosen: false,
    };
  }

  /** A pair with edges both ways, or with several, fans them out: each direction on its own side. */
  function countLanes() {
    const pairs = new Map();
    for (const edge of drawn) {
      const [a, b] = [edges.subject[edge], edges.object[edge]];
      const key = a < b ? a * size.entities + b : b * size.entities + a;
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push(edge);
    }
    const found = new Map();
    for (const group of pairs.values()) {
      const used = new Map();
      for (const edge of group.sort((a, b) => a - b)) {
        const lane = (used.get(edges.subject[edge]) || 0) + 1;
        used.set(edges.subject[edge], lane);
        found.set(edge, group.length === 1 ? 0 : 0.14 * lane);
      }
    }
    return found;
  }

  /** Whether what remains of an edge is affirmed, or only planned, or only denied. */
  function kindOf(edge) {
    let planned = false;
    for (const claim of Corpus.claimsOfEdge().of(edge)) {
      const status = Corpus.column.status[claim];
      if (status < 2) return "affirmed";
      if (status === 2) planned = true;
    }
    return planned ? "planned" : "denied";
  }

  function afterDrawing(context) {
    const scale = network.getScale();
    badges(context, scale);
    labels(context, scale);
  }

  /** The middle of an edge as it is drawn; vis-network knows it, though its documentation does not say so. */
  function middle(edge) {
    const body = network.body.edges[Corpus.keyOfEdge(edge)];
    return body && body.connected ? body.edgeType.getPoint(0.5) : null;
  }

  function badges(context, scale) {
    const palette = Palette.now();
    const small = scale < 0.6;
    const r = small ? 3.2 / scale : Math.min(9, 7.5 / scale);
    for (const edge of drawn) {
      if (!edges.contested[edge]) continue;
      if (near && !(near.has(edges.subject[edge]) && near.has(edges.object[edge]))) continue;
      const point = middle(edge);
      if (!point) continue;
      context.beginPath();
      context.arc(point.x, point.y, r, 0, Math.PI * 2);
      context.fillStyle = small ? palette.contested : palette.paper;
      context.fill();
      if (small) continue;
      context.lineWidth = 1.4;
      context.strokeStyle = palette.contested;
      context.stroke();
      context.fillStyle = palette.contested;
      context.font = `700 ${r * 1.7}px ${palette.sans}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText("≠", point.x, point.y + r * 0.06);
    }
  }

  /** Labels in order of importance, as long as they find room: none covers another. */
  function labels(context, scale) {
    const palette = Palette.now();
    const boxes = [];
    const order = shown.slice().sort((a, b) => weight(b) - weight(a));
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const entity of order) {
      const position = network.body.nodes[entity];
      if (!position) continue;
      const r = sizeOf(entity);
      const important = entity === cursor || (selected && selected.node === entity);
      const px = Math.max(12.5, 11.5 / scale, Math.min(17, r * 0.72));
      context.font = `${important || degree[entity] > 12 ? 600 : 500} ${px}px ${palette.sans}`;
      const text = Words.label(entities.name[entity], 26);
      const width = context.measureText(text).width;
      const box = [position.x - width / 2, position.y + r + 3, position.x + width / 2, position.y + r + 3 + px];
      if (!important && boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      boxes.push(box);
      context.globalAlpha = near && !near.has(entity) ? 0.3 : 1;
      context.strokeStyle = palette.paper;
      context.lineWidth = 3.5;
      context.strokeText(text, position.x, box[1]);
      context.fillStyle = palette.ink;
      context.fillText(text, position.x, box[1]);
    }
    context.globalAlpha = 1;
  }

  const weight = (entity) => degree[entity] + (near && near.has(entity) ? 1e6 : 0) + (entity === cursor ? 1e7 : 0);

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
    const [width, height] = [Math.max(80, container.clientWidth - 120), Math.max(80, container.clientHeight - 110)];
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
    start, sync, openNode, fold, fit, show, showEdge, zoom, point, middle, kindOf, nodeWords, edgeWords,
    get network() { return network; }, get shown() { return shown; }, get drawn() { return drawn; }, get degree() { return degree; },
    get cursor() { return cursor; }, get hidden() { return hidden; },
  };
})();
