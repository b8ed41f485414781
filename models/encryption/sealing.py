"""Sealing words, and stretching secrets: everything that Heard has from libsodium, in one place.

The library is PyNaCl. It is loaded when it is first needed: importing it takes 40 ms.
Everything goes in and out as text (base64), so that both database engines keep it alike.
"""

import base64
import importlib
import importlib.util
from dataclasses import dataclass
from typing import Any

from models.errors import HeardError

__all__ = [
    "NO_LIBRARY",
    "KeyPair",
    "SealingError",
    "can_seal",
    "digest_of",
    "is_digest_of",
    "key_from",
    "new_key",
    "new_pair",
    "new_salt",
    "open_sealed",
    "receipt_digest",
    "seal",
    "unwrap",
    "wrap",
]

# Argon2id. On the slow core that it was measured on, a PIN takes 0.1 s and 64 MB (libsodium's
# own "interactive"), and a receipt 0.05 s and 32 MB. A Raspberry Pi takes about four times that.
PIN_OPS, PIN_BYTES = 2, 64 * 1024 * 1024
RECEIPT_OPS, RECEIPT_BYTES = 2, 32 * 1024 * 1024
KEY_BYTES = 32
SALT_BYTES = 16
NO_LIBRARY = (
    "Heard cannot lock or seal anything here: the library PyNaCl is missing. "
    "Nothing was changed. Install it with: pip install pynacl"
)


class SealingError(HeardError):
    """Something sealed cannot be opened, or the library is missing."""


@dataclass(frozen=True)
class KeyPair:
    """A key that seals and the key that opens what it sealed, both as text."""

    public: str
    private: str


def can_seal() -> bool:
    """Say whether the library is there, without loading it."""
    return importlib.util.find_spec("nacl") is not None


def _nacl(part: str) -> Any:
    try:
        return importlib.import_module(f"nacl.{part}")
    except ImportError:
        raise SealingError(NO_LIBRARY) from None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def new_salt() -> str:
    """Return a new salt."""
    return _text(_nacl("utils").random(SALT_BYTES))


def new_key() -> str:
    """Return a new key for ``wrap``."""
    return _text(_nacl("utils").random(KEY_BYTES))


def new_pair() -> KeyPair:
    """Return a new pair of keys."""
    made = _nacl("public").PrivateKey.generate()
    return KeyPair(_text(bytes(made.public_key)), _text(bytes(made)))


def digest_of(secret: str) -> str:
    """Return an argon2id hash of a secret, with a salt of its own in it."""
    made: bytes = _nacl("pwhash.argon2id").str(
        secret.encode(), opslimit=PIN_OPS, memlimit=PIN_BYTES
    )
    return made.decode("ascii").rstrip("\0")


def is_digest_of(digest: str, secret: str) -> bool:
    """Say whether a hash is that of a secret."""
    wrong: type[Exception] = _nacl("exceptions").InvalidkeyError
    try:
        return bool(_nacl("pwhash.argon2id").verify(digest.encode(), secret.encode()))
    except (wrong, ValueError):
        return False


def key_from(secret: str, salt: str) -> str:
    """Stretch a secret into a key for ``wrap`` (argon2id)."""
    return _stretch(secret, salt, PIN_OPS, PIN_BYTES)


def receipt_digest(words: str, salt: str) -> str:
    """Return the slow hash of a receipt (argon2id). One salt a space, so that it can be found."""
    return _stretch(words, salt, RECEIPT_OPS, RECEIPT_BYTES)


def _stretch(secret: str, salt: str, ops: int, memory: int) -> str:
    made: bytes = _nacl("pwhash.argon2id").kdf(
        KEY_BYTES, secret.encode(), _bytes(salt), opslimit=ops, memlimit=memory
    )
    return _text(made)


def seal(words: str, public: str) -> str:
    """Seal words to a public key (X25519, XSalsa20-Poly1305); only its private half opens them."""
    box = _nacl("public")
    return _text(box.SealedBox(box.PublicKey(_bytes(public))).encrypt(words.encode()))


def open_sealed(sealed: str, private: str) -> str:
    """Open what was sealed; ``SealingError`` where it is damaged or was sealed to another key."""
    box = _nacl("public")
    return _opened(lambda: box.SealedBox(box.PrivateKey(_bytes(private))).decrypt(_bytes(sealed)))


def wrap(secret: str, key: str) -> str:
    """Lock a text with a key (XSalsa20-Poly1305)."""
    return _text(bytes(_nacl("secret").SecretBox(_bytes(key)).encrypt(secret.encode())))


def unwrap(wrapped: str, key: str) -> str:
    """Unlock a text; ``SealingError`` where the key is another one."""
    return _opened(lambda: _nacl("secret").SecretBox(_bytes(key)).decrypt(_bytes(wrapped)))


def _opened(decrypt: Any) -> str:
    wrong: type[Exception] = _nacl("exceptions").CryptoError
    try:
        opened: bytes = decrypt()
        return opened.decode()
    # A damaged row can be anything; what it says is never told.
    except (wrong, ValueError, TypeError):
        raise SealingError("That cannot be opened: it is damaged, or of another key.") from None
