"""What the review page is made of: the form, what it says against what was seen, and what others said meanwhile."""
