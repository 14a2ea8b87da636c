"""Content that is too large for a state: where it waits, how it is uploaded, and sets of records."""
