"""What people and programs touch: thin faces over the services."""
