"""Who may ask, and how: the HTTP API, the web pages and the command line."""
