"""The parts of `benchmarks.against_raw`: hansard beside the bare driver, on the same schema."""
