"use strict";
/* The range of dates: a small histogram of the claims, and below it two sliders that share one track. */

const Dates = (() => {
  const { make, makeSvg } = Dom;
  const WIDTH = 232;
  const HEIGHT = 44;
  let months = [];
  let bars, low, high, output, range;

  const index = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const month = (at) => `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;

  function build() {
    const found = [...Filter.months().values()].flat().sort();
    if (!found.length) return make("section", { class: "facet" }, make("h2", { class: "facet-title" }, "Date"), make("p", { class: "quiet" }, "No claim has a date."));
    const [first, last] = [index(found[0]), index(found[found.length - 1])];
    months = [first, last];
    bars = makeSvg("svg", { class: "histogram", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    output = make("output", { class: "range-output" });
    const slider = (label, at) => make("input", { type: "range", class: "range-input", "aria-label": label, min: first, max: last, step: 1, value: String(at), oninput: moved });
    low = slider("From month", first);
    high = slider("To month", last);
    range = make("div", { class: "range" }, make("span", { class: "range-track", "aria-hidden": "true" }), low, high);
    return make("section", { class: "facet" }, make("h2", { class: "facet-title" }, "Date", output), bars, range);
  }

  let timer = 0;
  function moved(event) {
    if (Number(low.value) > Number(high.value)) event.target === low ? (low.value = high.value) : (high.value = low.value);
    say();
    clearTimeout(timer);
    timer = setTimeout(() => State.change({
      from: Number(low.value) <= months[0] ? null : month(Number(low.value)),
      to: Number(high.value) >= months[1] ? null : month(Number(high.value)),
    }), 60);
  }

  function say() {
    const words = (input) => Words.date(month(Number(input.value))).replace(/^(\w{3})\w*/, "$1");
    const [first, last] = [words(low), words(high)];
    output.textContent = first === last ? first : `${first} – ${last}`;
    low.setAttribute("aria-valuetext", first);
    high.setAttribute("aria-valuetext", last);
  }

  /** Bars of equal length of time: months, or several months where there are too many. */
  function sync(state, result) {
    if (!bars) return;
    if (document.activeElement !== low) low.value = String(state.from ? index(state.from) : months[0]);
    if (document.activeElement !== high) high.value = String(state.to ? index(state.to) : months[1]);
    say();
    const total = months[1] - months[0] + 1;
    const count = Math.min(total, 48);
    const heights = new Float64Array(count);
    for (const [date, span] of Filter.months()) {
      const claims = result.facets.date[date];
      if (claims) heights[Math.min(count - 1, Math.floor(((index(span[0]) - months[0]) / total) * count))] += claims;
    }
    const top = Math.max(1, ...heights);
    const step = WIDTH / count;
    const [from, to] = [Number(low.value), Number(high.value)];
    Dom.fill(bars, [...heights].map((claims, at) => {
      const height = claims ? Math.max(2, Math.sqrt(claims / top) * HEIGHT) : 0;
      const start = months[0] + (at / count) * total;
      const inside = start + total / count > from && start <= to;
      return makeSvg("rect", { x: at * step + 0.5, y: HEIGHT - height, width: Math.max(1, step - 1), height, class: inside ? "bar" : "bar outside" });
    }));
  }

  return { build, sync };
})();
