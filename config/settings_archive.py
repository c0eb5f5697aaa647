"""The settings of the archive: whether it is encrypted, and where the key is."""

from pathlib import Path

from pydantic import SecretStr

from config.settings_mailbox import Section


class ArchiveSection(Section):
    """No key: mails lie in the archive as they came. A key: what is written from now on is encrypted with it."""

    key: SecretStr | None = None
    key_file: Path | None = None
