"""State against service: what differs from what is declared, and what nobody declared."""
