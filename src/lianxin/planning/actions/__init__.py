"""What can be done with seasons and their plans."""
