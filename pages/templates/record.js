// A record and its place: shown on hover or focus, held on click, found from either side.
const box = $("#record");
const panel = $(".panel", box);
let held = null; // what was clicked; a preview gives way to it again

// What a kind of page adds to the description of a record, and of a figure that no record claims.
const extras = { record: [], figure: [] };
const added = (makers, about) => makers.map((maker) => maker(about)).filter(Boolean);

const VERDICTS = {
  right: () => "✓ right by the gold set",
  wrong: (judged) => `✗ wrong by the gold set, in ${judged.kinds.map(coded).join(", ")} (${judged.severity})`,
  missing: (judged) => `∅ missing from the run (${judged.severity})`,
  spurious: (judged) => `⊕ ${judged.kinds.map(coded).join(", ")}: the gold set has no such record (${judged.severity})`,
};
const coded = (code) => shown(String(code)).replaceAll("_", " ");

const OWN = new Set(["id", "indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status",
  "segment", "region", "entity", "category", "cause", "effect", "evidence", "figure", "confidence", "findings"]);
// Name -> words, of a run's or a gold record's fields.
function worded(kind, f, amount) {
  const rows = kind === "metrics"
    ? [["indicator", label("Indicator", f.indicator)], ["basis", label("Basis", f.basis)],
       ["value", f.value == null ? "" : amount], ["direction", moved(f.direction)]]
    : [["category", label("Category", f.category)], ["cause", shown(f.cause)],
       ["effect", `${label("Indicator", f.effect)} ${moved(f.direction)}`]];
  rows.push(["period", f.period], ["status", label("Status", f.status)]);
  for (const name of ["segment", "region", "entity"]) rows.push([name, f[name] == null ? "" : shown(f[name])]);
  // What a later version of the answer schema adds.
  for (const [name, value] of Object.entries(f)) {
    if (!OWN.has(name) && value != null) rows.push([coded(name), coded(value)]);
  }
  if (f.confidence != null) rows.push(["confidence", String(f.confidence)]);
  return new Map(rows);
}

function fieldList(rows) {
  const list = make("dl");
  for (const [name, value] of rows) if (value) list.append(make("dt", {}, name), make("dd", {}, make("bdi", {}, value)));
  return list;
}

// Both readings side by side; what differs says so by a sign, not by colour alone.
function readings(record) {
  const ours = worded(record.kind, record.fields, record.amount);
  const gold = worded(record.judged.kind, record.judged.gold, record.judged.shown[1]);
  const body = make("tbody");
  for (const name of new Set([...ours.keys(), ...gold.keys()])) {
    const [a, b] = [ours.get(name) ?? "", gold.get(name) ?? ""];
    if (!a && !b) continue;
    const differs = a !== b && name !== "confidence" && name !== "cause";
    body.append(make("tr", { className: differs ? "differs" : "" }, make("th", { scope: "row" }, name),
      make("td", {}, make("bdi", {}, a || "—")), make("td", {}, make("bdi", {}, (differs ? "≠ " : "") + (b || "—")))));
  }
  const head = make("tr", {}, make("td"), make("th", { scope: "col" }, "this run"), make("th", { scope: "col" }, "gold"));
  return make("table", { className: "readings" }, make("thead", {}, head), body);
}

function describe(record) {
  const f = record.fields;
  const judged = record.judged;
  const block = make("div", { className: "one" });
  if (judged) {
    block.append(make("p", { className: `judged gold-${judged.verdict}` }, VERDICTS[judged.verdict](judged)));
  }
  block.append(judged?.verdict === "wrong" ? readings(record) : fieldList(worded(record.kind, f, record.amount)),
    make("blockquote", {}, make("bdi", {}, shown(f.evidence.text))));
  if (judged?.verdict === "missing") return block;
  for (const code of f.findings) {
    block.append(make("p", { className: "doubt" }, make("b", {}, label("FindingCode", code)), `: ${meaning("FindingCode", code)}`));
  }
  block.append(...added(extras.record, record));
  return block;
}

function describeFigure(node) {
  const block = make("div", { className: "one" }, make("p", { className: "hint" }, node.title));
  block.append(...added(extras.figure, node));
  return block;
}

function show(node, found, preview) {
  const first = found[0];
  const title = first ? shown(first.section.result.heading) : shown(node.textContent);
  const close = make("button", { type: "button", className: "close", ariaLabel: "Close" }, "✕");
  close.addEventListener("click", () => release());
  const blocks = found.map(describe);
  if (!found.length || node.matches(".rejected, .unclaimed")) blocks.push(describeFigure(node));
  panel.replaceChildren(make("h4", {}, make("bdi", {}, title), close), ...blocks);
  box.hidden = false;
  box.classList.toggle("preview", preview);
  box.scrollTop = 0;
}

function release() {
  light([]);
  held = null;
  box.hidden = !wide.matches;
  panel.replaceChildren(make("p", { className: "hint" },
    "Point at a marked figure or a sign in the text, or move to it with Tab, to see its record here. Click to hold it."));
}

function light(nodes) {
  for (const old of document.querySelectorAll(".on")) old.classList.remove("on");
  for (const node of nodes) node.classList.add("on");
}

function hold(node, found) {
  held = { node, found };
  previewed = null;
  show(node, found, false);
  light(found.length ? found.flatMap((record) => [...placesOf(record)]) : [node]);
}

const refresh = () => held && show(held.node, held.found, false);

// All records of one figure belong together; the one that was asked for comes first.
function placeOf(record) {
  const places = [...placesOf(record)];
  return places.find((node) => node.matches(".fig, .chip")) || places[0];
}

function open(id) {
  const record = byId.get(id);
  if (!record) return false;
  goTo(record);
  return true;
}

function goTo(record) {
  const node = placeOf(record);
  const others = node.matches(".fig, .chip") ? recordsAt(node).filter((other) => other !== record) : [];
  hold(node, [record, ...others]);
  settle(node);
}

// Sections off the screen have no size of their own until they come near: scroll again while they get one.
const FRAMES = 12;
let settling = 0; // the frame that is asked for next
const stopSettling = () => cancelAnimationFrame(settling);
function settle(node) {
  const block = wide.matches && node.matches(".fig, .chip, .ev, tr") ? "center" : "start";
  const step = (left) => {
    node.scrollIntoView({ block });
    if (left > 0) settling = requestAnimationFrame(() => step(left - 1));
  };
  stopSettling();
  step(FRAMES);
  node.focus({ preventScroll: true });
}
// Whoever scrolls, points or types meanwhile is not pulled back.
for (const does of ["pointerdown", "wheel", "keydown"]) addEventListener(does, stopSettling, { capture: true, passive: true });

function remember(id) {
  if (location.hash.slice(1) !== id) history.pushState(null, "", `#${id}`);
}

function fromHash() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* as it stands */ }
  if (!open(id)) {
    const node = id && document.getElementById(id);
    if (node?.matches(".fig")) {
      hold(node, recordsAt(node));
      settle(node);
    } else if (node) {
      if (!wide.matches && !node.closest("#report")) box.hidden = true;
      settle(node);
    }
  }
}

const report = $("#report");
const target = (event) => event.target.closest?.(".body .fig, .body .chip");
let previewed = null;
const preview = (event) => {
  const node = target(event);
  // The page may have scrolled under a pointer that rests: nobody pointed at this.
  const rests = event.type === "mouseover" && !event.movementX && !event.movementY;
  if (!node || node === held?.node || rests) return;
  previewed = node;
  show(node, recordsAt(node), true);
};
const unpreview = (event) => {
  if (!previewed || target(event) !== previewed) return;
  previewed = null;
  if (held) refresh();
  else release();
};
report.addEventListener("mouseover", preview);
report.addEventListener("mouseout", unpreview);
report.addEventListener("focusin", preview);
report.addEventListener("focusout", unpreview);
report.addEventListener("click", (event) => {
  let node = target(event);
  let found;
  if (node) found = recordsAt(node);
  else if (!event.target.closest("a") && String(getSelection()) === "") {
    node = event.target.closest(".ev.driver");
    found = node && recordsAt(node).filter((record) => record.kind === "drivers");
  }
  if (!node) return;
  event.preventDefault();
  hold(node, found);
  remember(byId.has(found[0]?.fields.id) ? found[0].fields.id : node.id);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) {
    held.node.focus?.();
    release();
  }
});
// On a narrow screen the record lies over the page: it gives way when the work is elsewhere.
document.addEventListener("focusin", (event) => {
  if (!wide.matches && !event.target.closest("#report")) box.hidden = true;
});
addEventListener("hashchange", fromHash);
wide.addEventListener("change", () => (held ? refresh() : release()));

// To be called once all of a page's scripts have run.
function begin() {
  release();
  if (location.hash) fromHash();
}
