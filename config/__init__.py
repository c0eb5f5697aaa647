"""What is consulted on and how this installation is set up."""
