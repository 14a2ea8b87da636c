"""Reads files that people write. All problems of a file are reported at once, each with file, line and key."""
