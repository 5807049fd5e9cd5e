"use strict";
/* A field that finds an entity by any of its names, with suggestions, as the ARIA combobox pattern asks. */

const Picker = (() => {
  const LIMIT = 12;
  let count = 0;

  /** All names of all entities, folded; built in an idle moment, or at the first key. */
  const names = Corpus.once(() => {
    const list = [];
    Corpus.entities.name.forEach((name, entity) => {
      list.push({ entity, text: name, folded: Words.fold(name.slice(0, 300)), alias: false });
      for (const alias of Corpus.entities.aliases[entity]) list.push({ entity, text: alias, folded: Words.fold(alias.slice(0, 300)), alias: true });
    });
    return list;
  });

  /** The best entities for what was typed: whole names first, then beginnings, then words, then anywhere. */
  function find(typed) {
    const wanted = Words.fold(typed).trim();
    if (!wanted) return [];
    const best = new Map();
    for (const entry of names()) {
      const at = entry.folded.indexOf(wanted);
      if (at < 0) continue;
      const place = entry.folded === wanted ? 0 : at === 0 ? 1 : entry.folded[at - 1] === " " ? 2 : 3;
      const score = place * 2 + (entry.alias ? 1 : 0);
      const before = best.get(entry.entity);
      if (!before || score < before.score) best.set(entry.entity, { ...entry, score });
    }
    const weight = (entity) => Corpus.edgesOfEntity().of(entity).length;
    return [...best.values()].sort((a, b) => a.score - b.score || weight(b.entity) - weight(a.entity) || a.entity - b.entity).slice(0, LIMIT);
  }

  /** A labelled field; `onpick(entity)` is called with each choice. `keep` leaves the chosen name in it. */
  function field({ label, placeholder, onpick, keep = false, hideLabel = false }) {
    const id = `picker-${++count}`;
    let options = [];
    let active = -1;
    const list = Dom.make("ul", { id: `${id}-list`, class: "suggestions", role: "listbox", "aria-label": label, hidden: true });
    const input = Dom.make("input", {
      id, class: "input", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
      oninput: suggest, onkeydown: press, onblur: () => setTimeout(close, 150), onfocus: () => input.value && !keep && suggest(),
    });

    function suggest() {
      options = find(input.value);
      active = options.length ? 0 : -1;
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
      Dom.fill(list, options.map((option, at) => Dom.make("li", {
        id: `${id}-${at}`, role: "option", class: "suggestion", "aria-selected": "false",
        onpointerdown: (event) => { event.preventDefault(); pick(at); },
      }, Shapes.icon(Corpus.entities.type[option.entity]), Dom.make("span", { class: "suggestion-name" }, Dom.name(Words.label(Corpus.entities.name[option.entity], 60))),
      option.alias && Dom.make("span", { class: "suggestion-alias" }, "also ", Dom.name(Words.label(option.text, 40))))),
      !options.length && Dom.make("li", { class: "suggestion none", role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nobody here is called that."));
      mark();
    }

    function mark() {
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", `${id}-${active}`);
        list.children[active].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function pick(at) {
      const { entity } = options[at];
      input.value = keep ? Words.label(Corpus.entities.name[entity], 60) : "";
      close();
      onpick(entity);
    }

    function press(event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) suggest();
        if (!options.length) return;
        active = (active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length;
        mark();
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) pick(active);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    const element = Dom.make("div", { class: "picker" }, Dom.make("label", { for: id, class: hideLabel ? "hidden" : "field-label" }, label), input, list);
    return { element, input, show: (entity) => { input.value = entity === null ? "" : Words.label(Corpus.entities.name[entity], 60); } };
  }

  return { field, find, names };
})();
