"""Ways to hand a workshop on: one file an export format, one registry."""
