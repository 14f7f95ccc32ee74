"""The answer schemas: one module a version; what a module must hold is told in `README.md` here."""
