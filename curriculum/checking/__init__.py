"""The checks of a plan, by what they look at."""
