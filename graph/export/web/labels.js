"use strict";
/* What is written over the picture: names where they find room, and ≠ where sources disagree. */

const Labels = (() => {
  const { entities, edges } = Corpus;

  function draw(context, view) {
    const scale = view.network.getScale();
    badges(context, scale, view);
    names(context, scale, view);
  }

  /** Where a connection's mark stands: in its middle, or beside it where a node would lie below. */
  function clearPoint(edge, r, { shown, network, pointOn, sizeOf }) {
    const ends = [edges.subject[edge], edges.object[edge]];
    const covered = ({ x, y }) => shown.some((entity) => {
      const node = network.body.nodes[entity];
      return node && !ends.includes(entity) && Math.hypot(node.x - x, node.y - y) < sizeOf(entity) + r;
    });
    const points = [0.5, 0.4, 0.6, 0.3, 0.7].map((part) => pointOn(edge, part));
    return points[0] && (points.find((point) => !covered(point)) || points[0]);
  }

  function badges(context, scale, view) {
    const { drawn, near } = view;
    const palette = Palette.now();
    const small = scale < 0.6;
    const r = small ? 3.2 / scale : Math.min(9, 7.5 / scale);
    for (const edge of drawn) {
      if (!edges.contested[edge]) continue;
      if (near && !(near.has(edges.subject[edge]) && near.has(edges.object[edge]))) continue;
      const point = clearPoint(edge, r, view);
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
  function names(context, scale, view) {
    const { shown, near, degree, cursor, selected, network, sizeOf } = view;
    const palette = Palette.now();
    const boxes = [];
    const nodes = shown.filter((entity) => network.body.nodes[entity]).map((entity) => {
      const [{ x, y }, r] = [network.body.nodes[entity], sizeOf(entity) * 0.9];
      return { entity, box: [x - r, y - r, x + r, y + r] };
    });
    const order = shown.slice().sort((a, b) => weight(b, view) - weight(a, view));
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
      const at = (top) => [position.x - width / 2, top, position.x + width / 2, top + px];
      const [below, above] = [at(position.y + r + 3), at(position.y - r - 3 - px)];
      const free = [below, above].filter((box) => !boxes.some((other) => meet(box, other)));
      if (!important && !free.length) continue;
      // Below its node, or above it if it would cover another node; if all else fails, a name over a node is better than none.
      const box = free.find((one) => !nodes.some((other) => other.entity !== entity && meet(one, other.box))) || free[0] || below;
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

  const meet = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

  const weight = (entity, { degree, near, cursor }) => degree[entity] + (near && near.has(entity) ? 1e6 : 0) + (entity === cursor ? 1e7 : 0);

  return { draw };
})();
