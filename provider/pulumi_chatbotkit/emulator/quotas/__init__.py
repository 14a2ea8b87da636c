"""Quotas and rates: whether a plan allows a call."""
