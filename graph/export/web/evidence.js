"use strict";
/* The right panel: everything the articles say about one edge or one entity, each claim with its sentence. */

const Evidence = (() => {
  const { make, fill } = Dom;
  const { edges, entities, column } = Corpus;
  const panel = Dom.byId("panel");

  function head(kind, title, ...children) {
    return make("header", { class: "panel-head" },
      make("div", { class: "panel-kicker" }, kind, make("button", { type: "button", class: "button button-round", "aria-label": "Close", title: "Close (Esc)", onclick: () => { State.change({ selected: null }); Dom.byId("graph").focus(); } }, "×")),
      make("h2", { class: "panel-title", id: "panel-title" }, title), ...children);
  }

  /** Affirmed claims, then planned, then denied: the last two never count for the line that is drawn. */
  function groups(claims, options) {
    const sets = [claims.filter((at) => column.status[at] < 2), claims.filter((at) => column.status[at] === 2), claims.filter((at) => column.status[at] === 3)];
    const titles = ["Said to be so", "Planned, threatened or called for", "Said not to be so"];
    return sets.map((set, at) => set.length > 0 && make("section", { class: `claim-group claim-group-${at}` },
      make("h3", {}, titles[at], " ", make("span", { class: "count" }, Words.number(set.length)), at > 0 && make("span", { class: "quiet" }, " · no line is drawn for these")),
      Sentence.list(set, options)));
  }

  function showEdge(edge, state, tells) {
    const [subject, object, relation] = [edges.subject[edge], edges.object[edge], edges.relation[edge]];
    const claims = [...Corpus.claimsOfEdge().of(edge)].filter(tells);
    fill(panel,
      head("Connection", [Sentence.entity(subject), " ", make("span", { class: `relation-word relation-${relation}` }, Words.RELATION[relation]), " ", Sentence.entity(object)],
        make("p", { class: "panel-facts" }, figures(claims)), otherEdges(edge)),
      edges.contested[edge] ? contested(edge, tells) : null,
      claims.length ? groups(claims, { pair: false }) : make("p", { class: "quiet" }, "The filters leave no claim of this connection."));
  }

  function figures(claims) {
    const articles = new Set(claims.map((at) => column.document[at]));
    const outlets = new Set(claims.map((at) => column.outlet[at] || -1 - column.document[at]));
    const voices = new Set(claims.map((at) => column.voice[at]));
    const told = [Words.count(claims.length, "claim"), Words.count(articles.size, "article"), Words.count(outlets.size, "outlet")];
    // Only where it says more than the outlets do: some of them reprint each other.
    return (voices.size < outlets.size ? [...told, Words.count(voices.size, "voice")] : told).join(" · ");
  }

  function otherEdges(edge) {
    const pair = [edges.subject[edge], edges.object[edge]];
    const others = [...Corpus.edgesOfEntity().of(pair[0])].filter((other) => other !== edge && pair.includes(edges.subject[other]) && pair.includes(edges.object[other]));
    if (!others.length) return null;
    return make("p", { class: "others" }, "Also between them: ", [...new Set(others)].map((other) => edgeButton(other)));
  }

  function edgeButton(edge) {
    const name = (entity) => Dom.name(Words.label(entities.name[entity], 22));
    return make("button", { type: "button", class: "edge-link", onclick: () => State.change({ selected: { edge } }) }, name(edges.subject[edge]), " ",
      make("span", { class: `relation-word relation-${edges.relation[edge]}` }, Words.RELATION[edges.relation[edge]]), " ", name(edges.object[edge]),
      edges.contested[edge] ? make("span", { class: "contested-icon small", role: "img", "aria-label": "sources disagree" }, "≠") : null);
  }

  /** Who says so and who says otherwise, side by side, outlet by outlet. */
  function contested(edge, tells) {
    const [subject, object, relation] = [edges.subject[edge], edges.object[edge], edges.relation[edge]];
    const against = { 0: [1], 1: [0] }[relation] || [];
    const sides = [[], []];
    for (const other of Corpus.edgesOfEntity().of(subject)) {
      if (edges.subject[other] !== subject || edges.object[other] !== object) continue;
      for (const claim of Corpus.claimsOfEdge().of(other)) {
        if (!tells(claim) || column.status[claim] === 2) continue;
        const denied = column.status[claim] === 3;
        if (other === edge) sides[denied ? 1 : 0].push(claim);
        else if (!denied && against.includes(edges.relation[other])) sides[1].push(claim);
      }
    }
    const side = (claims, title) => make("div", { class: "side" }, make("h4", {}, title), byOutlet(claims));
    return make("section", { class: "contested", "aria-label": "Sources disagree" },
      make("h3", {}, make("span", { class: "contested-icon", "aria-hidden": "true" }, "≠"), " Sources disagree"),
      make("div", { class: "sides" }, side(sides[0], "They say so"), side(sides[1], "They deny it or say the opposite")));
  }

  function byOutlet(claims) {
    const outlets = new Map();
    for (const claim of claims.sort((a, b) => a - b)) {
      const { document: article } = Corpus.claim(claim);
      const name = (article && (article.outlet || article.path)) || "no outlet given";
      if (!outlets.has(name)) outlets.set(name, []);
      outlets.get(name).push(claim);
    }
    if (!outlets.size) return make("p", { class: "quiet" }, "None under these filters.");
    return make("ul", { class: "outlets" }, [...outlets].map(([name, list]) => make("li", {}, make("strong", {}, Dom.name(Words.label(name, 50))),
      list.slice(0, 3).map((at) => make("q", { dir: "auto" }, Sentence.marked(Corpus.claim(at)))),
      list.length > 3 && make("p", { class: "quiet" }, `and ${list.length - 3} more below`))));
  }

  function showNode(entity, state, result, tells) {
    const mine = Corpus.edgesOfEntity().of(entity);
    const claims = [...new Set([...mine].flatMap((edge) => [...Corpus.claimsOfEdge().of(edge)]))].filter(tells).sort((a, b) => a - b);
    const type = entities.type[entity];
    const aliases = entities.aliases[entity];
    fill(panel,
      head([Shapes.icon(type, 16), Words.TYPE[type], type === 2 && entities.iso2[entity] && ` ${Words.flag(entities.iso2[entity])} ${entities.iso2[entity]}`],
        Dom.name(Words.label(entities.name[entity], 200)),
        aliases.length > 0 && make("p", { class: "aliases" }, "also ", aliases.slice(0, 8).map((alias, at) => [at ? ", " : "", Dom.name(Words.label(alias, 60))]), aliases.length > 8 && ` and ${aliases.length - 8} more`),
        make("p", { class: "panel-facts" }, `${Words.count(entities.mentions[entity], "mention")} · ${figures(claims)}`),
        actions(entity, state)),
      summary(entity, [...mine].filter((edge) => result.edgeClaims[edge]), result),
      claims.length ? groups(claims) : make("p", { class: "quiet" }, "No claim connects this entity under these filters."));
  }

  function actions(entity, state) {
    const toggle = (key, text) => make("button", { type: "button", class: "button", "aria-pressed": String(state[key] === entity), "data-focus": key, onclick: () => State.change({ [key]: state[key] === entity ? null : entity }) }, text);
    return make("div", { class: "panel-actions" },
      toggle("did", "Only what they did"), toggle("suffered", "Only what was done to them"),
      make("button", { type: "button", class: "button", onclick: () => { App.openRail(); Facets.connectFrom(entity); } }, "Connection to…"),
      state.unfolded.includes(entity) && make("button", { type: "button", class: "button", "data-action": "fold", onclick: () => Drawing.fold(entity) }, "Fold neighbours"));
  }

  /** The entity's edges by relation and direction, the best attested first. */
  function summary(entity, mine, result) {
    const rows = [];
    for (const relation of [0, 1, 2, 3]) {
      for (const active of [true, false]) {
        const list = mine.filter((edge) => edges.relation[edge] === relation && (active ? edges.subject : edges.object)[edge] === entity)
          .sort((a, b) => result.edgeClaims[b] - result.edgeClaims[a] || a - b);
        if (list.length) rows.push(row(relation, active, list, result));
      }
    }
    return rows.length ? make("dl", { class: "ties" }, rows) : null;
  }

  function row(relation, active, list, result) {
    const SHOW = 8;
    const item = (edge) => make("li", {}, make("button", { type: "button", class: "tie", onclick: () => State.change({ selected: { edge } }) },
      Dom.name(Words.label(entities.name[active ? edges.object[edge] : edges.subject[edge]], 34)), make("span", { class: "count" }, Words.number(result.edgeClaims[edge])),
      edges.contested[edge] ? make("span", { class: "contested-icon small", role: "img", "aria-label": "sources disagree" }, "≠") : null));
    const rest = make("button", { type: "button", class: "link", onclick: () => { rest.closest("ul").append(...list.slice(SHOW).map(item)); rest.parentElement.remove(); } }, `${list.length - SHOW} more`);
    return [make("dt", { class: `relation-word relation-${relation}` }, active ? Words.RELATION[relation] : Words.PASSIVE[relation]),
      make("dd", {}, make("ul", { class: "tie-list" }, list.slice(0, SHOW).map(item), list.length > SHOW && make("li", {}, rest)))];
  }

  function sync(state, result) {
    const tells = Filter.tellable(state);
    document.body.classList.toggle("has-selection", Boolean(state.selected || state.path));
    if (state.selected && state.selected.edge !== undefined) showEdge(state.selected.edge, state, tells);
    else if (state.selected) showNode(state.selected.node, state, result, tells);
    else if (state.path) Overview.showPath(panel, state, result);
    else Overview.show(panel, state, result);
    panel.scrollTop = 0;
  }

  return { sync, edgeButton };
})();
