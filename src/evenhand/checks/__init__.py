"""What must hold: one small file for each family of rules."""
