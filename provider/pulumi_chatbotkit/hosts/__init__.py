"""Hosts connect the core to Pulumi. They translate calls and values; all decisions are made in the core."""
