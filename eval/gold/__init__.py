"""Gold sets as data: linting, exporting, agreement of label sets, and the commands for them."""
