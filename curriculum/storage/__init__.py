"""Tables, queries, migrations and search: the only place that knows SQL."""
