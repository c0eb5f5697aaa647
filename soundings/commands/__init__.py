"""The commands, one module each; what only one of them needs it imports when it runs."""
