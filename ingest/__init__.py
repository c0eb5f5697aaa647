"""From a mailbox or a folder to archived, parsed messages whose every stretch of text has a name."""
