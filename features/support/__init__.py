"""What the steps of the features stand on."""
