"""Reports on API calls for operators and collectors: a summary, a log, spans and metrics. Knows nothing of Pulumi.

Contains no secrets: everything is made from ``RequestInfo`` and ``AttemptEvent``, which have no header, body or query.
"""
