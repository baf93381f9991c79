"""What requests and responses hold, a module for each noun."""
