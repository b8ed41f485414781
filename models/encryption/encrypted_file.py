"""SQLite with an encrypted file: SQLCipher, driven by Peewee. Imported when one is opened."""

from typing import Any

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from models.encryption.encryption import WRONG_KEY
from models.errors import StoreError

__all__ = ["EncryptedFile", "connect_file", "dbapi2", "key_words"]


def key_words(secret: str) -> str:
    """Return a key and its salt (hexadecimal digits) as SQLCipher takes it, not to be stretched."""
    return f"\"x'{secret}'\"" if secret else "''"


def connect_file(path: str, secret: str, seconds: float, *, is_uri: bool = False) -> Any:
    """Return a connection to a file; no ``secret`` means that it is not encrypted.

    With ``is_uri`` the path is a file URI, as SQLite reads it (sqlite.org/uri.html). Raises
    ``StoreError`` in words where the key is that of another file.
    """
    connection = dbapi2.connect(path, timeout=seconds, isolation_level=None, uri=is_uri)
    try:
        # SQLCipher writes its complaints to the terminal, over whatever is drawn there.
        connection.execute("PRAGMA cipher_log_level = NONE")
        if secret:
            connection.execute(f"PRAGMA key = {key_words(secret)}")
            connection.execute("PRAGMA schema_version").fetchone()  # the key is tried with this
    except dbapi2.DatabaseError as trouble:
        connection.close()
        if "not a database" in str(trouble):
            raise StoreError(WRONG_KEY) from None
        raise
    return connection


class EncryptedFile(SqlCipherDatabase):  # type: ignore[misc]
    """SQLite whose file is encrypted. ``secret`` is the key and the salt, as hexadecimal digits.

    Peewee's own class stretches the key for each connection (a tenth of a second of work), and
    does not pass on how long to wait for another writer.
    """

    is_encrypted = True

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        self._secret = secret
        super().__init__(*args, **kwargs)

    def _connect(self) -> Any:
        connection = connect_file(self.database, self._secret, self._timeout)
        try:
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection
