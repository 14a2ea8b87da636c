"""Conversion: what Terraform's state, a solution file or a blueprint's export declares, as a tenants file."""
