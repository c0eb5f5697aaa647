"""What the classifiers are trained on, and the one command that trains them (`make train`)."""
