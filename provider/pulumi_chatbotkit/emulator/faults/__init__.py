"""Faults and pauses: rules that make calls fail or answers late, and how they reach the client."""
