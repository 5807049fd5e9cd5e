"use strict";
/* The left rail: the legend, which hides and shows by a click, and the filters, each with what it holds. */

const Facets = (() => {
  const { make, fill } = Dom;
  const rail = Dom.byId("rail");
  const parts = {};

  function start() {
    fill(rail, make("div", { class: "rail-head only-narrow" }, make("h2", {}, "Legend and filters"), make("button", { type: "button", class: "button", "data-action": "filters" }, "Close")),
      legend(), status(), Dates.build(), outlets(), speakers(), weights(), connection(),
      make("button", { type: "button", class: "button button-wide", id: "reset", onclick: () => { State.reset(); Drawing.fit(); } }, "Clear all filters"));
  }

  const section = (title, ...children) => make("section", { class: "facet" }, make("h2", { class: "facet-title" }, title), ...children);

  /** A button that says by `aria-pressed` whether its kind is shown, and beside it how many claims it holds. */
  function toggle(key, at, icon, text) {
    const count = make("span", { class: "count" });
    const button = make("button", {
      type: "button", class: "toggle", "aria-pressed": "true", "data-toggle": `${key}-${at}`,
      onclick: () => State.change({ [key]: State.now[key].map((on, place) => (place === at ? !on : on)) }),
    }, icon, make("span", { class: "toggle-text" }, text), count);
    (parts[key] ||= []).push({ button, count });
    return button;
  }

  function legend() {
    return section("Legend",
      make("div", { class: "toggles", role: "group", "aria-label": "Kinds of entities" }, Words.TYPES.map((word, at) => toggle("types", at, Shapes.icon(at, 16), word))),
      make("div", { class: "toggles", role: "group", "aria-label": "Relations" }, Words.RELATION_SHORT.map((word, at) => toggle("relations", at, Shapes.lineIcon(at), word))),
      make("div", { class: "toggles" }, disagree()));
  }

  function disagree() {
    const count = make("span", { class: "count" });
    const button = make("button", { type: "button", class: "toggle", "aria-pressed": "false", "data-toggle": "disagree", onclick: () => State.change({ disagree: !State.now.disagree }) },
      make("span", { class: "contested-icon", "aria-hidden": "true" }, "≠"), make("span", { class: "toggle-text" }, "Only where sources disagree"), count);
    parts.disagree = { button, count };
    return button;
  }

  function status() {
    const meaning = ["said as a fact", "“reportedly”, “is accused of”", "would, threatens to, calls for", "said not to be so"];
    return section("How it is said", make("div", { class: "toggles", role: "group", "aria-label": "How it is said" },
      Words.STATUS.map((word, at) => toggle("status", at, make("span", { class: `status-icon status-${at}`, "aria-hidden": "true" }), [make("span", { class: "toggle-word" }, word), make("span", { class: "toggle-note" }, meaning[at])]))));
  }

  function outlets() {
    const order = new Map();
    for (const outlet of Corpus.column.outlet) order.set(outlet, (order.get(outlet) || 0) + 1);
    const ranked = [...order].sort((a, b) => b[1] - a[1] || Corpus.strings[a[0]].localeCompare(Corpus.strings[b[0]]));
    parts.outlets = new Map();
    const list = make("div", { class: "checks", role: "group", "aria-label": "Outlets", tabindex: ranked.length > 7 ? 0 : null });
    for (const [outlet] of ranked) {
      const count = make("span", { class: "count" });
      const box = make("input", { type: "checkbox", onchange: () => chooseOutlet(outlet) });
      parts.outlets.set(outlet, { box, count });
      list.append(make("label", { class: "check" }, box, make("span", { class: "check-text" }, outlet ? Dom.name(Words.label(Corpus.strings[outlet], 60)) : "no outlet given"), count));
    }
    return section("Outlet", list);
  }

  /** None ticked means all: ticking the first one asks for it alone. */
  function chooseOutlet(outlet) {
    const chosen = new Set(State.now.outlets || []);
    if (!chosen.delete(outlet)) chosen.add(outlet);
    State.change({ outlets: chosen.size ? [...chosen].sort((a, b) => a - b) : null });
  }

  function speakers() {
    const order = new Map();
    for (const speaker of Corpus.column.speaker) order.set(speaker, (order.get(speaker) || 0) + 1);
    const ranked = [...order].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const select = make("select", { class: "input", id: "speaker", onchange: () => State.change({ speaker: select.value === "" ? null : Number(select.value) }) },
      make("option", { value: "" }, "anyone"),
      ranked.map(([speaker]) => make("option", { value: String(speaker) }, Words.label(Corpus.speakerName(speaker), 44))));
    parts.speaker = select;
    parts.speakerCount = make("span", { class: "count" });
    return section(make("label", { for: "speaker" }, "Who says so"), select);
  }

  function weights() {
    const slider = (id, key, label, attributes, say) => {
      const output = make("output", { for: id });
      const input = make("input", { id, type: "range", ...attributes, oninput: () => { output.textContent = say(Number(input.value)); later(key, Number(input.value)); } });
      parts[key] = { input, output, say };
      return make("div", { class: "slider" }, make("label", { for: id }, label), output, input);
    };
    const most = Math.max(2, Math.min(20, new Set(Corpus.column.voice).size));
    return section("Weight of the evidence",
      slider("confidence", "confidence", "Confidence at least", { min: 0, max: 95, step: 5 }, (value) => `${value} %`),
      slider("min-voices", "minVoices", "Told by at least", { min: 1, max: most, step: 1 }, (value) => Words.count(value, "voice")));
  }

  let timer = 0;
  function later(key, value) {
    clearTimeout(timer);
    timer = setTimeout(() => State.change({ [key]: value }), 60);
  }

  function connection() {
    const ends = [null, null];
    const choose = (at) => (entity) => {
      ends[at] = entity;
      if (ends[0] !== null && ends[1] !== null && ends[0] !== ends[1]) State.change({ path: [...ends], selected: null });
    };
    parts.ends = [0, 1].map((at) => Picker.field({ label: at ? "and" : "Between", placeholder: "a name", onpick: choose(at), keep: true }));
    parts.endValues = ends;
    return section("Shortest connection", ...parts.ends.map((end) => end.element), make("button", { type: "button", class: "link", id: "path-clear", onclick: () => State.change({ path: null }) }, "Show everything again"));
  }

  function chip(text, clear) {
    return make("p", { class: "chip" }, text, make("button", { type: "button", class: "chip-close", "aria-label": "Remove this filter", onclick: clear }, "×"));
  }

  function sync(state, result) {
    const { facets } = result;
    const holds = { types: facets.type, relations: facets.relation, status: facets.status };
    for (const [key, counts] of Object.entries(holds)) {
      parts[key].forEach(({ button, count }, at) => {
        button.setAttribute("aria-pressed", String(state[key][at]));
        count.textContent = Words.number(counts[at]);
      });
    }
    parts.disagree.button.setAttribute("aria-pressed", String(state.disagree));
    parts.disagree.count.textContent = Words.number(facets.disagree);
    for (const [outlet, { box, count }] of parts.outlets) {
      box.checked = Boolean(state.outlets && state.outlets.includes(outlet));
      count.textContent = Words.number(facets.outlet[outlet]);
    }
    parts.speaker.value = state.speaker === null ? "" : String(state.speaker);
    for (const key of ["confidence", "minVoices"]) {
      const { input, output, say } = parts[key];
      if (document.activeElement !== input) input.value = String(state[key]);
      output.textContent = say(state[key]);
    }
    parts.ends.forEach((end, at) => {
      if (state.path || parts.endValues[at] === null) {
        parts.endValues[at] = state.path ? state.path[at] : null;
        if (document.activeElement !== end.input) end.show(parts.endValues[at]);
      }
    });
    Dom.byId("path-clear").hidden = !state.path;
    Dom.byId("reset").hidden = !State.filtered();
    const name = (entity) => Dom.name(Words.label(Corpus.entities.name[entity], 40));
    fill(Dom.byId("focus-chips"),
      state.did !== null && chip(["Only what ", name(state.did), " did"], () => State.change({ did: null })),
      state.suffered !== null && chip(["Only what was done to ", name(state.suffered)], () => State.change({ suffered: null })));
    Dates.sync(state, result);
  }

  function clearEnds() {
    parts.endValues[0] = parts.endValues[1] = null;
  }

  /** Start a connection at an entity: the other end is asked for. */
  function connectFrom(entity) {
    parts.endValues[0] = entity;
    parts.ends[0].show(entity);
    parts.ends[1].input.focus();
  }

  return { start, sync, connectFrom, clearEnds };
})();
