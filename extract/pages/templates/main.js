// Start: the tables, the review, and the place that the address names.
const tables = {};
tables.metrics = new Table("metrics");
tables.drivers = new Table("drivers");
startReview();
if (matchMedia("(min-width: 96rem)").matches) $("#index").open = true;
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("#overview details, #findings details")) details.open = true;
  for (const table of Object.values(tables)) {
    table.limit = Infinity;
    table.draw();
  }
});
begin();
