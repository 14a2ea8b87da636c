"""``make mutants``: plants small faults in the package, one at a time, and counts those that no test notices.

Why it is built this way: docs/decisions/0018-mutants.md.
"""
