"""The benchmark, ``make bench``: compares the provider with the least time that the same work can take.

One run measures, side by side: the provider, the API calls alone, the official Node SDK, and the floor, which is the
same Pulumi program with a provider that only waits. The measurements are kept in ``docs/benchmarks.json``;
``docs/benchmarks.md`` is made from them.
"""
