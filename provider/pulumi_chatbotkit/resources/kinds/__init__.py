# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""A module for each kind of the catalog: its class, its arguments as a dictionary, and its lookup functions."""
