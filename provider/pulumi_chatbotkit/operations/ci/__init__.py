"""What a pipeline says of a report: a comment on a pull or merge request, an issue for what differs."""
