"""What goes wrong on a page, in words for who looks at it."""


class WebError(Exception):
    """Something that a page cannot show or do: the words say what, and what to do about it."""


class RefusedError(WebError):
    """What somebody asked for cannot be done; nothing was changed. The form is shown again with these words."""


class StaleError(RefusedError):
    """Somebody else has changed the same thing meanwhile: nothing was changed, and the page shows how it stands now."""


class MissingError(WebError):
    """There is no such line, mail or file: the words say what is not there."""
