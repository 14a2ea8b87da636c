"""The request log: what reached the API, without secrets, and how to filter it."""
