"""What operators do, as functions that return reports: plain data, which the command line prints (docs/design.md)."""
