"""What a workshop is: plain values and pure functions, with no web, no SQL and no PDF."""
