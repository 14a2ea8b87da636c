"""Measures what the provider costs beside what nothing can undercut: ``make bench``.

Every number is taken side by side in one run: the calls alone, the official Node SDK, and Pulumi's own floor, which is
the same program with a provider that only waits. ``docs/benchmarks.json`` holds what was measured, and
``docs/benchmarks.md`` is what that says, in words.
"""
