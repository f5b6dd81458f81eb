"""A real Elasticsearch for the tests: a given one, or a node (or three) of our own without Docker."""
