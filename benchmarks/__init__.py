"""Benchmarks: asv suites, and a comparison with the bare database drivers."""
