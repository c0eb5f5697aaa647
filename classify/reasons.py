"""Reasons to look at a mail that name no single decision, for who words them and who reads them again.

One that quotes their words, "“(c)” could be of more than one list", begins with the quotation mark.
"""

SURE = 0.9
"""A decision less sure than this is named where a mail waits for a person."""
MISSED = "a topic may be meant that was not counted"
ORDER = "the order of the topics is not certain"
QUOTED = "“"
