"use strict";
/* How entities look: a circle for a person, a square for an organization, a hexagon with its flag for a country. */

const Shapes = (() => {
  const { entities } = Corpus;

  const radius = (degree) => Math.min(30, 8 + 2.3 * Math.sqrt(degree));

  function hexagon(x, y, r) {
    return Array.from({ length: 6 }, (_, at) => [x + r * Math.cos((Math.PI / 3) * at), y + r * Math.sin((Math.PI / 3) * at)]);
  }

  function outline(context, type, x, y, r) {
    context.beginPath();
    if (type === 0) context.arc(x, y, r, 0, Math.PI * 2);
    else if (type === 1) context.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.28);
    else {
      hexagon(x, y, r * 1.08).forEach(([px, py], at) => (at ? context.lineTo(px, py) : context.moveTo(px, py)));
      context.closePath();
    }
  }

  function draw(context, entity, x, y, r, { dim, selected, cursor }) {
    const palette = Palette.now();
    const type = entities.type[entity];
    context.globalAlpha = dim ? 0.28 : 1;
    if (selected || cursor) {
      outline(context, type, x, y, r + 5);
      context.strokeStyle = cursor ? palette.focus : palette.line[type];
      context.lineWidth = 2.5;
      context.stroke();
    }
    outline(context, type, x, y, r);
    context.fillStyle = palette.fill[type];
    context.fill();
    context.lineWidth = selected ? 2.5 : 1.5;
    context.strokeStyle = palette.line[type];
    context.stroke();
    if (type === 2 && entities.iso2[entity]) {
      context.font = `${r * 1.05}px ${palette.sans}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = palette.ink;
      context.fillText(Words.flag(entities.iso2[entity]), x, y + r * 0.07);
    }
    context.globalAlpha = 1;
  }

  /** The small picture of a type, for the legend and the panel. */
  function icon(type, size = 14) {
    const c = size / 2;
    const r = c - 1.5;
    const kind = `type-icon ${Corpus.types[type].toLowerCase()}`;
    const shape = type === 0
      ? Dom.makeSvg("circle", { cx: c, cy: c, r })
      : type === 1
        ? Dom.makeSvg("rect", { x: 1.5, y: 1.5, width: 2 * r, height: 2 * r, rx: 2.5 })
        : Dom.makeSvg("polygon", { points: hexagon(c, c, r * 1.08).map((point) => point.map((value) => value.toFixed(2)).join(",")).join(" ") });
    return Dom.makeSvg("svg", { class: kind, width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, shape);
  }

  /** The small picture of a relation: its line with its arrowhead. */
  function lineIcon(relation, { dashes = null } = {}) {
    const head = [
      () => Dom.makeSvg("polygon", { points: "25,2 34,7 25,12", class: "filled" }),
      () => Dom.makeSvg("line", { x1: 31, y1: 1, x2: 31, y2: 13 }),
      () => Dom.makeSvg("polyline", { points: "25,2 33,7 25,12", class: "hollow" }),
      () => Dom.makeSvg("circle", { cx: 30, cy: 7, r: 3.5, class: "filled" }),
    ][relation];
    return Dom.makeSvg("svg", { class: `line-icon relation-${relation}`, width: 36, height: 14, viewBox: "0 0 36 14", "aria-hidden": "true" },
      Dom.makeSvg("line", { x1: 1, y1: 7, x2: 30, y2: 7, "stroke-dasharray": dashes }), head());
  }

  return { radius, draw, icon, lineIcon, hexagon };
})();
