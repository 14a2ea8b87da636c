"""The rows of the table. Source of each row: docs/api/api.md, in the section that the kind names."""
