"""The HTTP service beside the services it calls: what a request costs more than the call."""
