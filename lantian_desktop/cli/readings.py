"""Values out of a JSON object that came with a command: each asked for by key, each error a sentence naming the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from lantian_desktop.domain.errors import InvalidInput, UnreadableFile
from lantian_desktop.domain.terms import Labelled

L = TypeVar("L", bound=Labelled)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entries:
    """One JSON object, and where it stands for the sentence (第 2 条措施 …)."""

    values: Mapping[str, object]
    place: str = ""

    def only(self, *keys: str) -> Entries:
        """Return itself; raise InvalidInput when it holds a key that means nothing here."""
        unknown = [key for key in self.values if key not in keys]
        if unknown:
            known = "、".join(keys)
            raise InvalidInput(f"{self.place}不认识的项目“{unknown[0]}”，可用的有：{known}。", field=unknown[0])
        return self

    def text(self, key: str, default: str = "") -> str:
        """Return a text; a number is taken as text too."""
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self._wrong(key, "应是文字")
        return str(value).strip()

    def whole(self, key: str) -> int | None:
        """Return a whole number, also when it is written as text, with or without a percent sign."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, (bool, float)):
                raise ValueError
            return int(str(value).strip().rstrip("%％"))
        except ValueError:
            raise self._wrong(key, "应是整数") from None

    def day(self, key: str) -> date | None:
        """Return a date written as 2019-07-20."""
        return self._parsed(key, date.fromisoformat, "应是日期，写成 2019-07-20")

    def moment(self, key: str) -> datetime | None:
        """Return a date with time written as 2019-07-20T09:30; a date alone means its midnight."""
        return self._parsed(key, datetime.fromisoformat, "应是时间，写成 2019-07-20T09:30")

    def term(self, key: str, kind: type[L]) -> L | None:
        """Return one of the terms of `kind`, by identifier or Chinese label."""
        known = "、".join(f"{member.value} {member.label}" for member in kind)
        return self._parsed(key, _reader(kind), f"应是其中之一：{known}")

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text with 、 or ， between the names does too."""
        value = self.values.get(key)
        if value is None:
            return ()
        parts = value.replace("，", "、").split("、") if isinstance(value, str) else value
        if not isinstance(parts, Sequence) or not all(isinstance(part, str) for part in parts):
            raise self._wrong(key, "应是文字的列表")
        return tuple(part.strip() for part in parts if part.strip())

    def objects(self, key: str, what: str) -> tuple[Entries, ...]:
        """Return a list of objects, each knowing its place, or nothing when the key is absent."""
        return entries_of(self.values.get(key) or [], what)

    def _parsed(self, key: str, read: Callable[[str], V], wrong: str) -> V | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            return read(str(value).strip())
        except ValueError:
            raise self._wrong(key, wrong) from None

    def _wrong(self, key: str, reason: str) -> InvalidInput:
        return InvalidInput(f"{self.place}“{key}”的值“{self.values.get(key)}”不对，{reason}。", field=key)


def _reader(kind: type[L]) -> Callable[[str], L]:
    def read(text: str) -> L:
        found = kind.from_text(text)
        if found is None:
            raise ValueError(text)
        return found

    return read


def entries_of(value: object, what: str) -> tuple[Entries, ...]:
    """Return a list of JSON objects as entries called 第1条…; a single object is a list of one."""
    values = [value] if isinstance(value, Mapping) else value
    if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
        raise InvalidInput(f"文件中的{what}应是一个对象或对象的列表，请对照说明检查。", field="file")
    return tuple(Entries(one, f"第{index}条{what}的") for index, one in enumerate(values, 1))


def read_json(path: Path) -> object:
    """Return the JSON value in a UTF-8 file; raise UnreadableFile with a sentence otherwise."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(f"读不到文件“{path}”，请检查文件是否存在、是否可读。") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"文件“{path.name}”不是 UTF-8 文字，请另存为 UTF-8 后重试。") from error
    except ValueError as error:
        raise UnreadableFile(f"文件“{path.name}”不是正确的 JSON，请检查括号、引号和逗号。") from error
