"""What operators do, as functions that return reports. They print nothing: commands and pipelines use them alike."""
