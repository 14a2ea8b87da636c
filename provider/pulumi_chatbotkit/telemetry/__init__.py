"""What operators and collectors are told of the calls: a summary, a log, spans and metrics. Knows nothing of Pulumi.

Redacted by construction: everything is made from ``Call`` and ``AttemptEvent``, which hold no header, body or query.
"""
