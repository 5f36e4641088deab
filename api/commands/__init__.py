"""What the command line does: one file for commands that belong together."""
