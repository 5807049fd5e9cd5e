"use strict";
/* The visible graph as a picture file: what the canvas shows as PNG, and the same drawn anew as SVG. */

const Picture = (() => {
  const { makeSvg } = Dom;

  function png() {
    const canvas = document.querySelector("#graph canvas");
    const copy = Dom.make("canvas", { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d");
    context.fillStyle = Palette.now().paper;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    return new Promise((done) => copy.toBlob(done, "image/png"));
  }

  function svg(state, result) {
    const palette = Palette.now();
    const at = Drawing.network.getPositions(Drawing.shown);
    const points = Object.values(at);
    const [left, top] = [Math.min(...points.map((p) => p.x)) - 120, Math.min(...points.map((p) => p.y)) - 80];
    const [right, bottom] = [Math.max(...points.map((p) => p.x)) + 120, Math.max(...points.map((p) => p.y)) + 90];
    const root = makeSvg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${right - left} ${bottom - top}`, width: right - left, height: bottom - top, "font-family": "system-ui, sans-serif", "font-size": 13 },
      makeSvg("title", {}, Words.plain(Corpus.title)),
      makeSvg("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: palette.paper }),
      Drawing.drawn.map((edge) => line(edge, at, result, palette)),
      Drawing.shown.map((entity) => node(entity, at[entity], result, palette)));
    return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
  }

  function line(edge, at, result, palette) {
    const { edges } = Corpus;
    const [from, to] = [at[edges.subject[edge]], at[edges.object[edge]]];
    const body = Drawing.network.body.edges[Corpus.keyOfEdge(edge)];
    const bend = body && body.edgeType.getViaNode ? body.edgeType.getViaNode() : null;
    const via = bend && Number.isFinite(bend.x) ? bend : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const radius = Shapes.radius(result.degree[edges.object[edge]]) + 3;
    const length = Math.hypot(to.x - via.x, to.y - via.y) || 1;
    const [ux, uy] = [(to.x - via.x) / length, (to.y - via.y) / length];
    const tip = { x: to.x - ux * radius, y: to.y - uy * radius };
    const colour = palette.relation[edges.relation[edge]];
    const width = 1.2 + Math.min(4, 0.9 * Math.log2(result.edgeClaims[edge]));
    const middle = { x: from.x / 4 + via.x / 2 + to.x / 4, y: from.y / 4 + via.y / 2 + to.y / 4 };
    return makeSvg("g", { fill: "none", stroke: colour, "stroke-width": width },
      makeSvg("title", {}, Drawing.edgeWords(edge)),
      makeSvg("path", { d: `M${from.x} ${from.y} Q${via.x} ${via.y} ${tip.x} ${tip.y}`, "stroke-dasharray": edges.contested[edge] ? "12 5" : null }),
      head(edges.relation[edge], tip, ux, uy, colour),
      edges.contested[edge] ? makeSvg("g", { stroke: palette.contested }, makeSvg("circle", { cx: middle.x, cy: middle.y, r: 8, fill: palette.paper, "stroke-width": 1.4 }),
        makeSvg("text", { x: middle.x, y: middle.y + 4.5, "text-anchor": "middle", fill: palette.contested, stroke: "none", "font-weight": 700 }, "≠")) : null);
  }

  function head(relation, tip, ux, uy, colour) {
    const point = (along, across) => `${tip.x - ux * along - uy * across},${tip.y - uy * along + ux * across}`;
    if (relation === 1) return makeSvg("polyline", { points: `${point(0, 6)} ${point(0, -6)}`, "stroke-width": 2.5 });
    if (relation === 2) return makeSvg("polyline", { points: `${point(9, 5)} ${point(0, 0)} ${point(9, -5)}`, "stroke-width": 2 });
    if (relation === 3) return makeSvg("circle", { cx: tip.x, cy: tip.y, r: 2.5, fill: colour });
    return makeSvg("polygon", { points: `${point(9, 4.5)} ${point(0, 0)} ${point(9, -4.5)}`, fill: colour, stroke: "none" });
  }

  function node(entity, { x, y }, result, palette) {
    const r = Shapes.radius(result.degree[entity]);
    const type = Corpus.entities.type[entity];
    const look = { fill: palette.fill[type], stroke: palette.line[type], "stroke-width": 1.5 };
    const shape = type === 0 ? makeSvg("circle", { cx: x, cy: y, r, ...look })
      : type === 1 ? makeSvg("rect", { x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8, rx: r * 0.28, ...look })
        : makeSvg("polygon", { points: Shapes.hexagon(x, y, r * 1.08).map((p) => p.join(",")).join(" "), ...look });
    const text = { "text-anchor": "middle", fill: palette.ink };
    return makeSvg("g", {}, shape,
      type === 2 && Corpus.entities.iso2[entity] ? makeSvg("text", { x, y: y + r * 0.38, "font-size": r * 1.05, ...text }, Words.flag(Corpus.entities.iso2[entity])) : null,
      makeSvg("text", { x, y: y + r + 15, stroke: palette.paper, "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round", ...text }, Words.label(Corpus.entities.name[entity], 26)));
  }

  return { png, svg };
})();
