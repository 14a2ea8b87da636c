"""Entries of tenants files, made of what is found elsewhere: keys, references, ids to adopt, and what is lost."""
