"""What a parsed message says: kind, stakeholders, answers, topics, proposals. Pure, no input or output."""
