// The tables: filtered, sorted, drawn a few hundred rows at a time, copied as CSV.
const STEP = 200;
const excerpt = (text) => (text.length > 110 ? `${text.slice(0, 108)}…` : text);
const sectionName = (record) => shown(record.section.result.heading);
const verdictOf = (r) => (r.judged ? [r.judged.verdict] : []);
const SIGNS = { right: "✓", wrong: "✗", spurious: "⊕" };
const COLUMNS = {
  metrics: [
    ["commodity", sectionName],
    ["indicator", (r) => label("Indicator", r.fields.indicator)],
    ["basis", (r) => label("Basis", r.fields.basis)],
    ["value", (r) => (r.fields.value == null ? "" : r.amount), "num", (r) => r.fields.value],
    ["direction", (r) => moved(r.fields.direction), "tight"],
    ["period", (r) => r.fields.period, "tight"],
    ["status", (r) => label("Status", r.fields.status)],
    ["scope", (r) => r.scope],
    ["in the text", (r) => excerpt(shown(r.fields.figure?.text ?? r.fields.evidence.text)), "link"],
    ["findings", (r) => r.fields.findings.map((code) => label("FindingCode", code)).join(", ")],
  ],
  drivers: [
    ["commodity", sectionName],
    ["category", (r) => label("Category", r.fields.category)],
    ["cause", (r) => shown(r.fields.cause), "link"],
    ["effect", (r) => label("Indicator", r.fields.effect)],
    ["direction", (r) => moved(r.fields.direction), "tight"],
    ["period", (r) => r.fields.period, "tight"],
    ["status", (r) => label("Status", r.fields.status)],
    ["scope", (r) => r.scope],
    ["findings", (r) => r.fields.findings.map((code) => label("FindingCode", code)).join(", ")],
  ],
};
const FILTERS = {
  metrics: [["group", (r) => [r.section.group]], ["indicator", (r) => [r.fields.indicator], "Indicator"],
    ["basis", (r) => [r.fields.basis], "Basis"], ["status", (r) => [r.fields.status], "Status"],
    ["finding", (r) => r.fields.findings, "FindingCode"]],
  drivers: [["group", (r) => [r.section.group]], ["category", (r) => [r.fields.category], "Category"],
    ["direction", (r) => [r.fields.direction], "Direction"], ["status", (r) => [r.fields.status], "Status"],
    ["finding", (r) => r.fields.findings, "FindingCode"]],
};
// A column of confidences, where any record has one: sorted by it, the least sure come first.
for (const kind of ["metrics", "drivers"]) {
  if (data.sections.some((section) => section.result[kind].some((record) => record.confidence != null))) {
    const sure = (r) => r.fields.confidence;
    COLUMNS[kind].push(["confidence", (r) => sure(r)?.toFixed(2) ?? "", "num", sure]);
  }
}
// A column and a filter of verdicts, where the run has been scored.
if (data.sections.some((section) => section.judged)) {
  for (const kind of ["metrics", "drivers"]) {
    COLUMNS[kind].push(["gold", (r) => verdictOf(r).map((v) => `${SIGNS[v]} ${v}`).join(""), "tight"]);
    FILTERS[kind].push(["gold", verdictOf]);
  }
}
const CSV = {
  metrics: ["id", "indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "period", "status",
    "segment", "region", "entity"],
  drivers: ["id", "category", "cause", "effect", "direction", "period", "status", "segment", "region", "entity"],
};

const collator = new Intl.Collator("en", { numeric: true });

function csvOf(kind, rows) {
  const cell = (value) => {
    if (value == null) return "";
    // As in the run's own tables: no cell that a spreadsheet would run as a formula.
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = ["report", "section", "commodity", "heading", ...CSV[kind], "evidence", "figure", "confidence", "findings"];
  const lines = rows.map((r) => {
    const s = r.section.result;
    return [s.report, s.section, s.commodity, s.heading, ...CSV[kind].map((name) => r.fields[name]),
      r.fields.evidence.text, r.fields.figure?.text, r.fields.confidence, r.fields.findings.join(" ")].map(cell).join(",");
  });
  return [head.join(","), ...lines].join("\n") + "\n";
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { value: text, className: "skip" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

class Table {
  constructor(kind) {
    this.kind = kind;
    this.all = records.filter((record) => record.kind === kind);
    this.columns = COLUMNS[kind];
    this.texts = new Map(this.all.map((r) => [r, [...this.columns.map((c) => c[1](r)), r.fields.evidence.text, r.fields.id]
      .join("\n").toLowerCase()]));
    this.sorted = null;
    this.limit = STEP;
    this.build($(`#${kind} .table`));
    this.filter();
  }

  build(root) {
    const filters = make("div", { className: "filters", role: "search", ariaLabel: `Filter the ${this.kind}` });
    this.selects = FILTERS[this.kind].map(([name, read, vocabulary]) => {
      const select = make("select", {}, make("option", { value: "" }, "all"));
      if (name === "finding") select.append(make("option", { value: "*any" }, "any finding"), make("option", { value: "*none" }, "none"));
      for (const code of new Set(this.all.flatMap(read).sort())) {
        select.append(make("option", { value: code }, vocabulary ? label(vocabulary, code) : shown(code)));
      }
      select.addEventListener("change", () => this.filter());
      filters.append(make("label", {}, name, select));
      return [select, read];
    });
    this.search = make("input", { type: "search", placeholder: "commodity, segment, words…" });
    this.search.addEventListener("input", () => this.filter());
    filters.append(make("label", { className: "search" }, "text", this.search));
    this.order = make("select", {}, make("option", { value: "" }, "as in the text"));
    this.columns.forEach(([name], n) => this.order.append(make("option", { value: n }, `${name} ↑`), make("option", { value: `-${n}` }, `${name} ↓`)));
    this.order.addEventListener("change", () => {
      const value = this.order.value;
      this.sort(value === "" ? null : [Math.abs(Number(value)), value.startsWith("-") ? -1 : 1]);
    });
    filters.append(make("label", { className: "sort" }, "order", this.order));
    const copier = make("button", { type: "button" }, "Copy as CSV");
    copier.addEventListener("click", async () => {
      const done = await copy(csvOf(this.kind, this.rows));
      this.say(done ? `${this.rows.length} rows copied.` : "The browser did not allow copying.");
    });
    const reset = make("button", { type: "button" }, "Reset");
    reset.addEventListener("click", () => this.reset());
    filters.append(copier, reset);
    this.count = make("p", { className: "count", role: "status" });
    this.head = make("tr", { role: "row" });
    this.columns.forEach(([name, , kind], n) => {
      const button = make("button", { type: "button" }, name);
      button.addEventListener("click", () => this.sort(this.sorted?.[0] === n ? (this.sorted[1] === 1 ? [n, -1] : null) : [n, 1]));
      this.head.append(make("th", { scope: "col", role: "columnheader", className: kind === "num" ? "num" : "" }, button));
    });
    this.body = make("tbody", { role: "rowgroup" });
    const table = make("table", { role: "table", ariaLabel: this.kind }, make("thead", { role: "rowgroup" }, this.head), this.body);
    this.more = make("p", { className: "more" });
    const grid = make("div", { className: "grid", role: "region", ariaLabel: `Table of ${this.kind}`, tabIndex: 0 }, table);
    root.append(filters, this.count, grid, this.more);
    this.body.addEventListener("click", (event) => {
      const row = event.target.closest("tr");
      if (!row || event.target.closest("button") || String(getSelection()) !== "") return;
      event.preventDefault();
      const record = byRef.get(row.dataset.key);
      remember(record.fields.id);
      goTo(record);
    });
  }

  reset() {
    for (const [select] of this.selects) select.value = "";
    this.search.value = "";
    this.sort(null);
    this.filter();
  }

  filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = this.selects.filter(([select]) => select.value).map(([select, read]) => [select.value, read]);
    const fits = ([value, read], record) => {
      const has = read(record);
      return value === "*any" ? has.length > 0 : value === "*none" ? !has.length : has.includes(value);
    };
    this.found = this.all.filter((record) => chosen.every((one) => fits(one, record))
      && wanted.every((word) => this.texts.get(record).includes(word)));
    this.limit = STEP;
    this.arrange();
  }

  sort(by) {
    this.sorted = by;
    this.order.value = by ? `${by[1] < 0 ? "-" : ""}${by[0]}` : "";
    [...this.head.children].forEach((cell, n) => {
      if (by?.[0] === n) cell.setAttribute("aria-sort", by[1] > 0 ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
    });
    this.arrange();
  }

  arrange() {
    this.rows = [...this.found];
    if (this.sorted) {
      const [n, way] = this.sorted;
      const read = this.columns[n][3] || this.columns[n][1];
      const empty = (value) => value == null || value === "";
      const keyed = this.rows.map((r) => [read(r), r]);
      // What is empty stands last either way.
      keyed.sort(([a], [b]) => (empty(a) || empty(b) ? empty(a) - empty(b)
        : way * (typeof a === "number" ? a - b : collator.compare(a, b))));
      this.rows = keyed.map(([, r]) => r);
    }
    this.draw();
  }

  draw() {
    const drawn = this.rows.slice(0, this.limit);
    const review = this.head.querySelector(".review");
    if (reviewing() && !review) this.head.append(make("th", { scope: "col", role: "columnheader", className: "review" }, "review"));
    if (!reviewing()) review?.remove();
    this.body.replaceChildren(...drawn.map((record) => this.row(record)));
    const rest = this.rows.length - drawn.length;
    this.say("");
    this.more.replaceChildren();
    if (rest > 0) {
      for (const n of rest > STEP ? [STEP, rest] : [rest]) {
        const button = make("button", { type: "button" }, n === rest ? `Show all ${this.rows.length}` : `Show ${n} more`);
        button.addEventListener("click", () => { this.limit += n; this.draw(); });
        this.more.append(button);
      }
    }
  }

  row(record) {
    const row = make("tr", { role: "row", "data-key": record.key });
    for (const [name, read, kind] of this.columns) {
      const text = read(record);
      const cell = make("td", { role: "cell", className: kind ?? "", "data-label": name });
      if (kind === "link") cell.append(make("a", { href: `#${record.fields.id}` }, make("bdi", {}, text)));
      else if (text) cell.append(make("bdi", {}, text));
      row.append(cell);
    }
    if (reviewing()) {
      const names = [["right", "✓", "Right"], ["wrong", "✗", "Wrong"]];
      row.append(make("td", { role: "cell", "data-label": "review" }, verdictButtons(record.key, () => blank(record), names)));
    }
    return row;
  }

  say(message) {
    const all = this.rows.length === this.all.length ? `all ${this.all.length}` : `${this.rows.length} of ${this.all.length}`;
    this.count.textContent = message || `${all} ${this.kind}`;
  }

  reveal(record) {
    if (!this.rows.includes(record)) this.reset();
    this.limit = Math.max(this.limit, this.rows.indexOf(record) + 1);
    this.draw();
    const row = this.body.children[this.rows.indexOf(record)];
    light([row]);
    settle(row);
    row.querySelector("a").focus({ preventScroll: true });
  }
}

extras.record.push((record) => {
  const row = make("button", { type: "button" }, "Show in the table");
  row.addEventListener("click", () => tables[record.kind].reveal(record));
  return make("div", { className: "acts" }, row, make("span", { className: "id" }, record.fields.id));
});
