"""Dataset records from a folder, a JSONL file or a CSV file."""
