"use strict";
/* Builds elements and words. Text only ever enters the page as text nodes: no markup is parsed, anywhere. */

const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** An element: `make("p", { class: "note", onclick: f }, "text", child)`. Nothing, null and false are left out. */
  function make(tag, attributes = {}, ...children) {
    return dress(document.createElement(tag), attributes, children);
  }

  function makeSvg(tag, attributes = {}, ...children) {
    return dress(document.createElementNS(SVG, tag), attributes, children);
  }

  function dress(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "value" || name === "checked" || name === "disabled" || name === "selected") element[name] = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  function fill(parent, ...children) {
    parent.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  }

  /** A name in a direction of its own, so that right-to-left marks in it cannot turn what stands around it. */
  const name = (text, attributes = {}) => make("bdi", attributes, text);

  const byId = (id) => document.getElementById(id);

  return { make, makeSvg, fill, name, byId };
})();

const Words = (() => {
  const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const segmenter = typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter() : null;
  const RELATION = ["supported", "opposed", "expelled", "is affiliated with"];
  const RELATION_SHORT = ["Supported", "Opposed", "Expelled", "Affiliated with"];
  const PASSIVE = ["supported by", "opposed by", "expelled by", "affiliates"];
  const TYPE = ["Person", "Organization", "Country"];
  const TYPES = ["People", "Organizations", "Countries"];
  const STATUS = ["Asserted", "Reported", "Planned", "Denied"];
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /** What can stand in labels, tooltips and files: without invisible marks that reverse or hide text. */
  const plain = (text) => text.replace(CONTROLS, "");

  function clip(text, length) {
    if (text.length <= length) return text;
    const letters = segmenter ? Array.from(segmenter.segment(text.slice(0, length * 4)), (part) => part.segment) : Array.from(text.slice(0, length * 2));
    return letters.length <= length && text.length <= length * 4 ? text : letters.slice(0, length - 1).join("").trimEnd() + "…";
  }

  const label = (text, length = 28) => clip(plain(text), length) || "(no name)";

  /** For searching: without case and accents. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(CONTROLS, "").toLowerCase();

  const number = (value) => value.toLocaleString("en");

  const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

  /** "2019-05-04" as "4 May 2019", intervals with a dash, terms with an open end in words; anything else as it stands. */
  function date(iso) {
    if (!iso) return "undated";
    if (iso.startsWith("../")) return `until ${date(iso.slice(3))}`;
    if (iso.endsWith("/..")) return `from ${date(iso.slice(0, -3))}`;
    if (iso.includes("/")) return iso.split("/").map(date).join(" – ");
    const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
    if (!match) return plain(iso);
    const [, year, month, day] = match;
    return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  }

  // Codes that are free for private use have no flag, except Kosovo's.
  const PRIVATE = /^(AA|ZZ|Q[M-Z]|X[A-JL-Z])$/i;
  const regions = typeof Intl !== "undefined" && Intl.DisplayNames ? new Intl.DisplayNames("en", { type: "region", fallback: "none" }) : null;
  const isCountry = (iso2) => !PRIVATE.test(iso2) && (!regions || Boolean(regions.of(iso2.toUpperCase())));

  /** "May 2019" for "2019-05-04": in tables, where a day is more than the row needs. */
  const month = (iso) => (iso ? date(iso.replace("../", "").split("/")[0].slice(0, 7)).replace(/^([A-Z][a-z]{2})[a-z]*/, "$1") : "undated");

  /** The flag of a country as two regional letters: systems without flags show the code in their place. */
  const flag = (iso2) => !/^[A-Za-z]{2}$/.test(iso2) ? "" : !isCountry(iso2) ? iso2.toUpperCase() : String.fromCodePoint(...Array.from(iso2.toUpperCase(), (letter) => 0x1f1a5 + letter.charCodeAt(0)));

  return { RELATION, RELATION_SHORT, PASSIVE, TYPE, TYPES, STATUS, plain, clip, label, fold, number, count, date, month, flag };
})();
