// The list of mistakes, filtered; and the place that the address names.
const filters = $("#filters");
if (filters) {
  const items = [...document.querySelectorAll(".mistakes li")];
  const apply = () => {
    const wanted = Object.fromEntries([...filters.querySelectorAll("select, input")].map((field) => [field.name, field.value]));
    const text = wanted.text.trim().toLowerCase();
    let left = 0;
    for (const item of items) {
      const { severity, kinds, side } = item.dataset;
      item.hidden = !((!wanted.severity || severity === wanted.severity) && (!wanted.side || side === wanted.side)
        && (!wanted.kinds || kinds.split(" ").includes(wanted.kinds)) && (!text || item.textContent.toLowerCase().includes(text)));
      left += !item.hidden;
    }
    const any = Object.values(wanted).some(Boolean);
    for (const group of document.querySelectorAll(".mistakes")) {
      group.hidden = !group.querySelector("li:not([hidden])");
      if (any) group.open = true;
    }
    $("#count").textContent = any ? `${left} of ${items.length} wrong records` : "";
  };
  filters.hidden = !items.length;
  filters.addEventListener("input", apply);
}
// On paper nothing is folded.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
});
begin();
