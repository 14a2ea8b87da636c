"""Off-boarding a tenant: what would be lost, an archive of it, and its entry in the tenants file."""
