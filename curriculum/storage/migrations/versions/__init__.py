"""One step a file, chained by `down_revision`."""
