// What all parts share: the data, the records, and how text gets into the page (as text, never as markup).
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const $ = (selector, root = document) => root.querySelector(selector);
const wide = matchMedia("(min-width: 68rem)");

// Spell out characters that hide or reorder others, as the server did.
const shown = (text) => String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) =>
  c === "\n" || c === "\t" ? c : `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const label = (vocabulary, code) => (code == null ? "" : words[vocabulary]?.[code]?.[0] ?? shown(code));
const meaning = (vocabulary, code) => words[vocabulary]?.[code]?.[1] ?? "";
const GLYPHS = { up: "▲", down: "▼", flat: "▬" };
const moved = (way) => (way ? `${GLYPHS[way]} ${way}` : "");

// Every record of the run, by its ref ("m0", "d2"); "g0" is one that only the gold set has.
const records = [];
const byRef = new Map();
const byId = new Map();
function enter(record) {
  record.key = `${record.n}/${record.ref}`;
  byRef.set(record.key, record);
  return record;
}
data.sections.forEach((section, n) => {
  for (const [kind, letter] of [["metrics", "m"], ["drivers", "d"]]) {
    section.result[kind].forEach((fields, i) => {
      const ref = letter + i;
      const [summary, amount, scope] = section.shown[ref];
      const record = enter({ kind, n, ref, section, fields, summary, amount, scope, judged: section.judged?.[ref] });
      records.push(record);
      if (!byId.has(fields.id)) byId.set(fields.id, record);
    });
  }
  (section.missing ?? []).forEach((judged, i) => {
    const [summary, amount, scope] = judged.shown;
    enter({ kind: judged.kind, n, ref: `g${i}`, section, fields: judged.gold, summary, amount, scope, judged });
  });
});

const article = (n) => $(`article[data-n="${n}"]`);
const placesOf = (record) => article(record.n).querySelectorAll(`[data-r~="${record.ref}"]`);
const refsOf = (node) => (node.dataset.r || "").split(" ").filter(Boolean);
const recordsAt = (node) => {
  const n = node.closest("article").dataset.n;
  return refsOf(node).map((ref) => byRef.get(`${n}/${ref}`));
};
