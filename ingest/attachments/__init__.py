"""Text out of attachments, one module a format."""
