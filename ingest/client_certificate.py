"""The certificate by which an application signs in at Microsoft 365: what stands in its PEM, and how long it holds."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.sign_in import SignInError

WARNING = timedelta(days=30)
"""How long before its end a certificate is spoken of."""

_RENEW = "Make a new one, upload its public part in Entra ID, and put key and certificate in its place"
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.+?-----END \1-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """A private key (PKCS #8) and its certificate, both in PEM; it holds from `since` until `until`, in UTC."""

    private_key: str = field(repr=False)
    certificate: str = field(repr=False)
    since: datetime
    until: datetime

    def check(self, at: datetime) -> None:
        """Raises SignInError where it does not hold at this moment."""
        if at > self.until:
            raise SignInError(f"the client certificate ran out on {_day(self.until)}", f"{_RENEW}.")
        if at < self.since:
            mend = "Check this machine's clock; or wait, or use the certificate of before."
            raise SignInError(f"the client certificate holds only from {_day(self.since)}", mend)

    def warning(self, at: datetime) -> str:
        """What to do about its end where that is near or past; else nothing."""
        if at > self.until:
            return f"the client certificate ran out on {_day(self.until)}. {_RENEW}"
        if at > self.until - WARNING:
            days = (self.until - at).days
            return f"the client certificate runs out on {_day(self.until)} ({days} days left). {_RENEW}"
        return ""


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def read_client_certificate(pem: str) -> ClientCertificate:
    """Key and certificate out of one PEM, in any order; of a chain the certificate that belongs to the key.

    Raises SignInError, without a word of the PEM, for what is missing, locked, not RSA or of another key.
    """
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509 import load_pem_x509_certificate

    blocks = [(found[1], found[0].encode("ascii", "replace")) for found in _BLOCK.finditer(pem)]
    key = _key([block for label, block in blocks if label.endswith("PRIVATE KEY")])
    if not isinstance(key, RSAPrivateKey):
        raise SignInError("the client certificate's key is not RSA", "Microsoft takes RSA keys alone: make one such.")
    try:
        known = [load_pem_x509_certificate(block) for label, block in blocks if label == "CERTIFICATE"]
    except ValueError as error:
        raise SignInError("the client certificate is damaged", "Copy it anew, both BEGIN and END lines too.") from error
    if not known:
        mend = "Put the certificate (BEGIN CERTIFICATE) and its private key into one file."
        raise SignInError("the client certificate has a key and no certificate", mend)
    ours = next((one for one in known if one.public_key() == key.public_key()), None)
    if ours is None:
        raise SignInError("the client certificate belongs to another private key", "Put the two that belong together.")
    return ClientCertificate(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        ours.public_bytes(Encoding.PEM).decode(),
        ours.not_valid_before_utc.astimezone(UTC),
        ours.not_valid_after_utc.astimezone(UTC),
    )


def _key(blocks: list[bytes]) -> object:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if not blocks:
        mend = "Put the private key (BEGIN PRIVATE KEY) before the certificate; of a .pfx: openssl pkcs12 -nodes."
        raise SignInError("the client certificate has no private key", mend)
    try:
        return load_pem_private_key(blocks[0], None)
    except TypeError as error:
        mend = "Take the passphrase off (openssl pkey -in KEY), and see that only its owner may read the file."
        raise SignInError("the client certificate's key is locked with a passphrase", mend) from error
    except ValueError as error:  # UnsupportedAlgorithm is no ValueError, and is of curves that nobody uses here
        raise SignInError(
            "the client certificate's key is damaged", "Copy it anew, both BEGIN and END lines too."
        ) from error
