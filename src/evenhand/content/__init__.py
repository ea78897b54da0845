"""What we say: handouts as authors write them, with every number as data."""
