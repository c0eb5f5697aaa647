"""Files that a person takes away: always saved, never shown by the browser."""

import re
from urllib.parse import quote

from starlette.responses import Response


def as_file(content: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """A download under a name, whatever is in that name (RFC 6266, RFC 8187)."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_.") or "file"
    told = f"attachment; filename=\"{plain[:150]}\"; filename*=UTF-8''{quote(name[:150], safe='', errors='replace')}"
    headers = {"Content-Disposition": told, "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(content, media_type=media_type, headers=headers)
