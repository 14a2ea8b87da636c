"""Files that people write, read into values: every fault at once, each with its place."""
