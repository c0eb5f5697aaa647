"""The kinds of mail, one file a rule."""
