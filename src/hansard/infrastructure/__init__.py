"""The outside that the services need: databases, memory, clocks and sources of ids."""
