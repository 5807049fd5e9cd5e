"use strict";
/* The colours of the canvas, read from the style sheet, so that light, dark and print have one source. */

const Palette = (() => {
  const RELATION = ["--supported", "--opposed", "--expelled", "--affiliated"];
  const TYPE = ["person", "organization", "country"];
  let colours;

  function read() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    return {
      relation: RELATION.map(value),
      fill: TYPE.map((type) => value(`--${type}`)),
      line: TYPE.map((type) => value(`--${type}-line`)),
      paper: value("--paper"), ink: value("--ink"), quiet: value("--ink-quiet"), contested: value("--contested"), focus: value("--focus"),
      sans: value("--sans"),
    };
  }

  const now = () => (colours ||= read());
  const forget = () => { colours = undefined; };

  /** The arrowheads say the same as the colours, for those who cannot tell these apart. */
  const ARROW = ["triangle", "bar", "vee", "circle"];

  return { now, forget, ARROW };
})();

const Theme = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  const tell = () => {
    Palette.forget();
    for (const listen of listeners) listen();
  };
  let chosen = null;
  let paper = false;
  const dark = () => !paper && (chosen || (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    document.documentElement.dataset.theme = dark() ? "dark" : "light";
    tell();
  };
  function toggle() {
    chosen = dark() ? "light" : "dark";
    apply();
  }
  system.addEventListener("change", apply);
  // Paper is light: the picture is drawn anew for it, and again for the screen afterwards.
  const print = (on) => () => { paper = on; apply(); };
  addEventListener("beforeprint", print(true));
  addEventListener("afterprint", print(false));
  apply();
  return { toggle, dark, listen: (listener) => listeners.push(listener) };
})();
