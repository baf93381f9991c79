"""The command line ``hansard``."""
