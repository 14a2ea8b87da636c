"""What connects the core to Pulumi. Hosts translate; they decide nothing."""
