"""Versions of the answer schema as a user meets them: listed, compared, and what each costs to send."""
