"""Export: reads accounts that were made by hand, and writes the tenants file that takes them over."""
