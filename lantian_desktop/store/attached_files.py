"""Attached files: encrypted, named by the SHA-256 of their content, on the disk before any row speaks of them.

Which record a file belongs to is told by rows, see `attachments`.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from lantian_desktop.domain.errors import DamagedStore, InvalidInput, NotFound
from lantian_desktop.store.engine.durable import write_durably
from lantian_desktop.store.engine.slots import Chance

LARGEST_BYTES = 64 * 1024 * 1024
_MARK = b"LTA1"
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store."""

    sha256: str
    size: int


class AttachedFiles:
    """The attachments folder of an open store."""

    def __init__(self, folder: Path, database_key: bytes, *, chance: Chance = os.urandom) -> None:
        self.folder = folder
        self._key = _attachment_key(database_key)
        self._chance = chance

    def put(self, data: bytes) -> StoredFile:
        """Keep `data` on the disk and read it back; the same content is kept once."""
        if not data:
            raise InvalidInput("所选文件是空的，请另选文件。", field="file")
        if len(data) > LARGEST_BYTES:
            raise InvalidInput(f"所选文件超过 {LARGEST_BYTES // 2**20} MB，请压缩后再添加。", field="file")
        stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data))
        if not self.holds(stored.sha256):
            write_durably(self._path(stored.sha256), self._seal(stored.sha256, data))
            self.get(stored.sha256)
        return stored

    def get(self, sha256: str) -> bytes:
        """Return the content; raise NotFound when it is missing, DamagedStore when it is not what was stored."""
        try:
            sealed = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("附件文件不在数据文件夹中；请从备份恢复。") from error
        return self._open(sha256, sealed)

    def holds(self, sha256: str) -> bool:
        """Return whether the content is there and unharmed."""
        try:
            self.get(sha256)
        except (NotFound, DamagedStore):
            return False
        return True

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.bin"

    def _seal(self, sha256: str, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = self._chance(_NONCE_BYTES)
        return _MARK + nonce + AESGCM(self._key).encrypt(nonce, data, sha256.encode("ascii"))

    def _open(self, sha256: str, sealed: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        mark, nonce, body = sealed[:4], sealed[4 : 4 + _NONCE_BYTES], sealed[4 + _NONCE_BYTES :]
        try:
            data = AESGCM(self._key).decrypt(nonce, body, sha256.encode("ascii")) if mark == _MARK else b""
        except (InvalidTag, ValueError):
            data = b""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedStore("附件文件已损坏；请从备份恢复。")
        return data


def _attachment_key(database_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lantian attachments 1").derive(database_key)
