"""Client certificates as an administrator makes them."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
NAME = Name([NameAttribute(NameOID.COMMON_NAME, "soundings")])


def rsa_key() -> rsa.RSAPrivateKey:
    """A new key, small since it guards nothing."""
    return rsa.generate_private_key(65537, 2048)


def key_pem(key: Key, passphrase: str = "") -> str:
    """A private key as openssl writes it, locked where there is a passphrase."""
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock).decode()


def certificate_pem(key: Key, until: datetime | None = None, since: datetime | None = None) -> str:
    """A certificate that a key made for itself; it holds from now for a year unless told otherwise."""
    now = datetime.now(UTC).replace(microsecond=0)
    until = until or now + timedelta(days=365)
    made = CertificateBuilder().subject_name(NAME).issuer_name(NAME).public_key(key.public_key())
    made = made.serial_number(random_serial_number()).not_valid_after(until)
    made = made.not_valid_before(since or min(now, until) - timedelta(days=365))
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()
