"""Version 1 of the API: JSON and PDF routes."""
