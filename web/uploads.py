"""Files that come with a form."""

from starlette.datastructures import FormData, UploadFile

from web.errors import RefusedError
from web.lists import Upload

LARGEST = 60_000_000
"""Bytes of all files of one form: more than mail servers take."""


def uploads_of(form: FormData, name: str) -> tuple[Upload, ...]:
    """The files of a field; none where nothing was chosen. Raises RefusedError where they are too big or empty."""
    found, size = [], 0
    for value in form.getlist(name):
        if not isinstance(value, UploadFile) or not value.filename:
            continue
        size += value.size or 0
        if size > LARGEST:
            raise RefusedError(f"The files are bigger than {LARGEST // 1_000_000} MB together. Send them one by one.")
        content = value.file.read()
        if not content:
            raise RefusedError(f"{value.filename} is empty: choose another file.")
        found.append(Upload(value.filename, content))
    return tuple(found)


def upload_of(form: FormData, name: str, otherwise: str) -> Upload:
    """The one file of a field. Raises RefusedError with the words given where none was chosen."""
    files = uploads_of(form, name)
    if not files:
        raise RefusedError(otherwise)
    return files[0]
