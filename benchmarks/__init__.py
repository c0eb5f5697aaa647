"""Measured quality and speed: labelled mails, the scorer, and the figures of earlier runs."""
