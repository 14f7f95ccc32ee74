// Review: verdicts and edits, kept in this browser, saved as a file of the form assay-corrections/1.
const FORM = "assay-corrections/1";
const STORE = `assay-corrections:${data.run.signature}`;
const FIELDS = {
  metrics: ["indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status",
    "segment", "region", "entity"],
  drivers: ["category", "cause", "effect", "direction", "period", "status", "segment", "region", "entity"],
  // Of a figure that no record claims: which metric it is; how much, the text itself says.
  figures: ["indicator", "basis", "direction", "negative", "period", "status", "segment", "region", "entity"],
};
const CHOICES = { indicator: "Indicator", effect: "Indicator", basis: "Basis", direction: "Direction",
  qualifier: "Qualifier", status: "Status", category: "Category" };
const OPTIONAL = { metrics: ["value_max", "direction", "segment", "region", "entity"], drivers: ["segment", "region", "entity"],
  figures: ["direction", "segment", "region", "entity"] };
const marks = new Map(); // key -> correction, as it stands in the file
let unsaved = false;

const reviewing = () => document.body.classList.contains("reviewing");
const pair = (span) => (span ? [span.start, span.end] : null);

function recordOf(record) {
  const f = record.fields;
  // A file of corrections holds offsets and names, never the report's own words: a cause is left out.
  const names = FIELDS[record.kind].filter((name) => name !== "cause");
  const plain = Object.fromEntries(names.map((name) => [name, f[name]]));
  plain.evidence = pair(f.evidence);
  if (record.kind === "metrics") plain.figure = pair(f.figure);
  return plain;
}

function place(section) {
  const { report, section: slug, text_sha256 } = section.result;
  return { report, section: slug, text_sha256 };
}

function blank(record) {
  return { ...place(record.section), kind: record.kind === "metrics" ? "metric" : "driver", id: record.fields.id,
    verdict: null, fields: {}, note: null, reason: null, record: recordOf(record) };
}

function put(key, correction) {
  const empty = !correction.verdict && !correction.note && !Object.keys(correction.fields).length;
  if (empty) marks.delete(key);
  else marks.set(key, correction);
  unsaved = true;
  try {
    localStorage.setItem(STORE, JSON.stringify([...marks]));
    unsaved = false;
  } catch { /* no storage: the page warns before it is left */ }
  paint(key);
  tally();
}

function nodesOf(key) {
  const record = byRef.get(key);
  if (record) return [...placesOf(record)].filter((node) => node.matches(".fig, .chip"));
  const [n, start] = key.split("/f");
  return [document.getElementById(`${data.sections[n].anchor}.${start}`)].filter(Boolean);
}

function paint(key) {
  const verdict = marks.get(key)?.verdict;
  for (const node of nodesOf(key)) {
    node.classList.toggle("marked-right", verdict === "right");
    node.classList.toggle("marked-wrong", verdict === "wrong");
  }
  for (const button of document.querySelectorAll("[data-mark]")) {
    if (button.dataset.mark === key) button.setAttribute("aria-pressed", String(button.dataset.verdict === verdict));
  }
}

// `given` are the fields that a verdict of wrong starts with.
function verdictButtons(key, start, names, given = {}) {
  const group = make("span", { className: "verdict", role: "group", ariaLabel: "Verdict" });
  for (const [verdict, text, said] of names) {
    const button = make("button", { type: "button", "data-mark": key, "data-verdict": verdict, ariaLabel: said }, text);
    button.setAttribute("aria-pressed", String(marks.get(key)?.verdict === verdict));
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      const correction = marks.get(key) || start();
      const next = correction.verdict === verdict ? null : verdict;
      const fields = next === "wrong" ? { ...given, ...correction.fields } : next === "right" ? {} : correction.fields;
      put(key, { ...correction, verdict: next, fields, reason: null });
      refresh();
    });
    group.append(button);
  }
  return group;
}

function controls(record) {
  const correction = () => marks.get(record.key) || blank(record);
  const edit = make("details", { open: Object.keys(correction().fields).length > 0 }, make("summary", {}, "Edit fields"));
  const form = make("div", { className: "edit" });
  for (const name of FIELDS[record.kind]) form.append(...field(record, name, correction));
  const note = make("textarea", { rows: 2, id: "edit-note", value: correction().note ?? "" });
  note.addEventListener("change", () => put(record.key, { ...correction(), note: note.value.trim() || null }));
  form.append(make("label", { htmlFor: "edit-note" }, "note"), note);
  note.id = form.children[form.children.length - 2].htmlFor = `note-${record.n}-${record.ref}`;
  edit.append(form);
  const names = [["right", "✓ right", "Right"], ["wrong", "✗ wrong", "Wrong"]];
  const denied = record.kind === "metrics" && correction().verdict === "wrong" && !Object.keys(correction().fields).length;
  return make("div", {}, make("div", { className: "acts" }, verdictButtons(record.key, () => blank(record), names)),
    denied ? why(record.key, correction) : null, edit);
}

// Why a figure is no metric.
function why(key, correction) {
  const id = `why-${key.replace("/", "-")}`;
  const select = make("select", { id }, make("option", { value: "" }, "—"));
  for (const code of Object.keys(words.Reason)) select.append(make("option", { value: code }, label("Reason", code)));
  select.value = correction().reason ?? "";
  select.addEventListener("change", () => put(key, { ...correction(), reason: select.value || null }));
  return make("div", { className: "edit" }, make("label", { htmlFor: id }, "no metric, because"), select);
}

function field(record, name, correction) {
  const id = `edit-${record.n}-${record.ref}-${name}`;
  const original = record.fields[name];
  const now = name in correction().fields ? correction().fields[name] : original;
  let input;
  if (name === "negative") {
    input = make("select", { id }, make("option", { value: "" }, "no"), make("option", { value: "true" }, "yes"));
  } else if (CHOICES[name]) {
    input = make("select", { id });
    const none = original == null || OPTIONAL[record.kind].includes(name);
    if (none) input.append(make("option", { value: "" }, "—"));
    for (const code of Object.keys(words[CHOICES[name]])) input.append(make("option", { value: code }, label(CHOICES[name], code)));
  } else input = make("input", { id, type: name.startsWith("value") ? "number" : "text", step: "any" });
  input.value = now === false ? "" : now ?? "";
  input.classList.toggle("changed", now !== original);
  input.addEventListener("change", () => {
    const read = input.value.trim();
    const value = name === "negative" ? read === "true" : read === "" ? null : name.startsWith("value") ? Number(read) : read;
    const required = original != null && !OPTIONAL[record.kind].includes(name);
    if ((value === null && required) || (name === "period" && !/^\d{4}(-\d\d(-\d\d)?)?(\/\d{4}(-\d\d(-\d\d)?)?)?$/.test(read))) {
      input.value = now ?? "";
      return;
    }
    const fields = { ...correction().fields };
    if (value === original && record.kind !== "figures") delete fields[name];
    else fields[name] = value;
    input.classList.toggle("changed", value !== original);
    const verdict = Object.keys(fields).length ? "wrong" : correction().verdict;
    put(record.key, { ...correction(), fields, verdict, reason: null });
  });
  return [make("label", { htmlFor: id }, name.replace("_", " ")), input];
}

function figureControls(node) {
  const home = node.closest("article");
  const section = data.sections[home.dataset.n];
  const span = node.dataset.span.split(" ").map(Number);
  const key = `${home.dataset.n}/f${span[0]}`;
  const state = node.classList.contains("unclaimed") ? "unclaimed" : "rejected";
  const start = () => ({ ...place(section), kind: "figure", id: null, verdict: null, fields: {}, note: null, reason: null,
    record: { state, figure: span } });
  const names = [["right", "✓ no metric", "Rightly no metric"], ["wrong", "✗ is a metric", "Should be a metric"]];
  const given = { indicator: "production", basis: "level", direction: null, negative: false,
    period: section.result.month, status: "actual", segment: null, region: null, entity: null };
  const block = make("div", {}, make("div", { className: "acts" }, verdictButtons(key, start, names, given)));
  if (marks.get(key)?.verdict === "right") block.append(why(key, () => marks.get(key) ?? start()));
  if (marks.get(key)?.verdict === "wrong") {
    const form = make("div", { className: "edit" });
    const figure = { kind: "figures", n: home.dataset.n, ref: `f${span[0]}`, key, fields: given };
    for (const name of FIELDS.figures) form.append(...field(figure, name, () => marks.get(key) ?? start()));
    block.append(form);
  }
  return block;
}

function file() {
  const { signature, model, model_version, schema } = data.run;
  return { form: FORM, run: { signature, model, model_version, schema },
    saved: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    corrections: [...marks.values()].filter((c) => c.verdict) };
}

function download() {
  const url = URL.createObjectURL(new Blob([JSON.stringify(file(), null, 2) + "\n"], { type: "application/json" }));
  make("a", { href: url, download: `corrections-${data.run.signature}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  unsaved = false;
}

// Take corrections only for records and figures that this page has, as it has them.
function take(loaded) {
  if (loaded?.form !== FORM || !Array.isArray(loaded.corrections)) return "This is no file of corrections.";
  let taken = 0;
  for (const c of loaded.corrections) {
    const n = data.sections.findIndex((s) => s.result.report === c?.report && s.result.section === c.section
      && s.result.text_sha256 === c.text_sha256);
    const letter = c?.kind === "metric" ? "m" : "d";
    const record = records.find((r) => r.n === n && r.ref[0] === letter && r.fields.id === c.id);
    const key = c?.kind === "figure" ? `${n}/f${c.record?.figure?.[0]}` : record?.key;
    if (n < 0 || !key || !nodesOf(key).length || !["right", "wrong"].includes(c.verdict)) continue;
    put(key, { ...c, fields: c.fields ?? {}, note: c.note ?? null, reason: c.reason ?? null });
    taken += 1;
  }
  refresh();
  return `${taken} of ${loaded.corrections.length} corrections taken.`;
}

const saving = $("#saving");
const told = make("p", { role: "status" });
function tally(message) {
  const all = [...marks.values()];
  const count = (verdict) => all.filter((c) => c.verdict === verdict).length;
  told.textContent = message || `Review: ${count("right")} right, ${count("wrong")} wrong `
    + `(${all.filter((c) => Object.keys(c.fields).length).length} edited). Click a figure or a row to judge its record.`;
}

function startReview() {
  try {
    for (const [key, correction] of JSON.parse(localStorage.getItem(STORE) || "[]")) {
      if (byRef.has(key) || nodesOf(key).length) marks.set(key, correction);
    }
  } catch { /* nothing kept */ }
  const save = make("button", { type: "button" }, "Download corrections");
  save.addEventListener("click", download);
  const pick = make("input", { type: "file", accept: ".json,application/json" });
  pick.addEventListener("change", async () => {
    try { tally(take(JSON.parse(await pick.files[0].text()))); } catch { tally("This is no file of corrections."); }
    pick.value = "";
  });
  const clear = make("button", { type: "button" }, "Clear");
  clear.addEventListener("click", () => {
    if (!confirm("Take back all corrections on this page?")) return;
    for (const key of [...marks.keys()]) put(key, { verdict: null, note: null, fields: {} });
    refresh();
  });
  saving.append(told, save, make("label", {}, "Load…", pick), clear);
  const button = $("#review");
  const turn = (on) => {
    document.body.classList.toggle("reviewing", on);
    button.setAttribute("aria-pressed", String(on));
    saving.hidden = !on;
    for (const table of Object.values(tables)) table.draw();
    refresh();
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(!reviewing()));
  addEventListener("beforeunload", (event) => { if (unsaved && marks.size) event.preventDefault(); });
  for (const key of marks.keys()) paint(key);
  tally();
  if (marks.size) turn(true);
}

extras.record.push((record) => (reviewing() ? controls(record) : null));
extras.figure.push((node) => (reviewing() && !refsOf(node).some((ref) => ref[0] !== "g") && node.matches(".rejected, .unclaimed")
  ? figureControls(node) : null));
