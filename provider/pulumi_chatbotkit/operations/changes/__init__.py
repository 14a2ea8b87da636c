"""What a preview would change, or what an update has changed, grouped for people."""
