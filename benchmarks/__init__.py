"""Speed, shown as ratios: each module is a command that prints a table."""
