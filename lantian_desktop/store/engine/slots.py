"""One key slot: the database key wrapped by a password or the recovery code. The file of slots lives in `keyring`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lantian_desktop.domain.errors import InvalidInput, WrongPassword

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12  # AES-GCM, NIST SP 800-38D 8.2
_CODE_BYTES = 20  # 160 bits: 32 signs of base32
_CODE_GROUP = 4
_SHORTEST_PASSWORD = 8

Chance = Callable[[int], bytes]  # so many unpredictable bytes


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs with Argon2id (RFC 9106); kept in the file beside each slot, so it can grow later."""

    memory_kib: int = 64 * 1024
    iterations: int = 2
    lanes: int = 4


DEFAULT_COST = KdfCost()


@dataclass(frozen=True, slots=True)
class KeySlot:
    """A wrapped key. `name` is the user's; the recovery slot has none."""

    name: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def to_json(self) -> dict[str, Any]:
        """Return the slot as JSON-able data."""
        return {
            "name": self.name,
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "iterations": self.cost.iterations,
            "lanes": self.cost.lanes,
            "salt": _encode(self.salt),
            "nonce": _encode(self.nonce),
            "wrapped": _encode(self.wrapped),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> KeySlot:
        """Read a slot; raise ValueError or KeyError when the data has another form."""
        if data["kdf"] != "argon2id":
            raise ValueError(data["kdf"])
        cost = KdfCost(int(data["memory_kib"]), int(data["iterations"]), int(data["lanes"]))
        salt, nonce, wrapped = (base64.b64decode(data[part], validate=True) for part in ("salt", "nonce", "wrapped"))
        return cls(str(data["name"]), cost, salt, nonce, wrapped)


def wrap_key(key: bytes, secret: str, *, name: str, store_id: str, cost: KdfCost, chance: Chance) -> KeySlot:
    """Return a slot that gives `key` back for `secret`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = chance(_SALT_BYTES), chance(_NONCE_BYTES)
    wrapped = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, _bound_to(name, store_id))
    return KeySlot(name, cost, salt, nonce, wrapped)


def unwrap_key(slot: KeySlot, secret: str, *, store_id: str) -> bytes:
    """Return the key in `slot`; raise WrongPassword when `secret` is not the one it was wrapped with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derive(secret, slot.salt, slot.cost)).decrypt(
            slot.nonce, slot.wrapped, _bound_to(slot.name, store_id)
        )
    except InvalidTag as error:
        raise WrongPassword("用户名或密码不正确，请重新输入。") from error


def key_check(key: bytes) -> str:
    """Return a mark by which a key of this store is told from any other; it does not reveal the key."""
    return hmac.new(key, b"lantian key check", hashlib.sha256).hexdigest()[:32]


def new_recovery_code(chance: Chance) -> str:
    """Return a fresh recovery code in groups of four, e.g. ABCD-EFGH-…"""
    signs = base64.b32encode(chance(_CODE_BYTES)).decode("ascii")
    return "-".join(signs[at : at + _CODE_GROUP] for at in range(0, len(signs), _CODE_GROUP))


def plain_code(typed: str) -> str:
    """Return a typed recovery code without grouping; signs that do not occur are read as the letters they resemble."""
    signs = unicodedata.normalize("NFKC", typed).upper().translate(str.maketrans("018", "OIB"))
    return "".join(sign for sign in signs if sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def plain_name(typed: str) -> str:
    """Return a log-in name in the one form it is stored and compared in."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def check_password(password: str) -> None:
    """Raise InvalidInput when `password` is too short to protect a store."""
    if len(password) < _SHORTEST_PASSWORD:
        raise InvalidInput(f"密码至少 {_SHORTEST_PASSWORD} 位，请设置更长的密码。", field="password")


def _derive(secret: str, salt: bytes, cost: KdfCost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    plain = unicodedata.normalize("NFKC", secret).encode("utf-8")
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(plain)


def _bound_to(name: str, store_id: str) -> bytes:
    """A slot copied to another name or store must not open."""
    return f"lantian\0{store_id}\0{name}".encode()


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
