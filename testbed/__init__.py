"""Infrastructure for tests: a throw-away PostgreSQL server and the counts of test results."""
