"""The wording of letters as the office may change it: each phrase, and what it may leave to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.services.admin import presets
from lantian_desktop.services.letters.wording import fillable
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings as stored

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


_BRACES = re.compile(r"[{}｛｝]")


_MUST_STAND = (".title", ".title_single", ".annex_title")  # a letter without a title cannot be made


@dataclass(frozen=True, slots=True)
class Phrase:
    """One piece of wording: identifier, what it is, its text now and as shipped."""

    id: str
    label: str
    text: str
    shipped: str
    revision: int = 0


def placeholders(office: Office, *, phrase_id: str) -> Mapping[str, str]:
    """Return what a phrase may leave to be filled in, with the Chinese word for each."""
    known: Mapping[str, str] = presets.read(office.resources, "phrases")["placeholders"]
    return {name: word for name, word in known.items() if name in fillable(phrase_id)}


def phrases(office: Office) -> tuple[Phrase, ...]:
    """Return every piece of wording in the order of the presets."""
    read_at = stored.revision(office.session, stored.PHRASES)
    stored_phrases = stored.phrases(office.session)
    return tuple(
        Phrase(entry["id"], entry["label"], stored_phrases.get(entry["id"], entry["text"]), entry["text"], read_at)
        for entry in presets.read(office.resources, "phrases")["phrases"]
    )


def change_phrase(office: Office, *, phrase_id: str, text: str, read_at: int | None = None) -> None:
    """Change a piece of wording; raise InvalidInput naming a placeholder nobody fills.

    With `read_at` only where the wording still is at that revision.
    """
    office.require(Right.ADMINISTER)
    phrase = next((one for one in phrases(office) if one.id == phrase_id), None)
    if phrase is None:
        raise InvalidInput("没有这一条用语，请刷新后再试。", field="text")
    plain = "\n".join(line.strip() for line in text.strip().splitlines())
    check_placeholders(plain, placeholders(office, phrase_id=phrase_id))
    if not plain and (phrase_id.endswith(_MUST_STAND) or phrase_id.startswith("upward.")):
        raise InvalidInput(f"“{phrase.label}”不能为空。", field="text")
    with office.session.write("修改文书用语") as touched:
        stored.save_phrases(office.session, {**stored.phrases(office.session), phrase_id: plain}, expected=read_at)
        touched.note(phrase=phrase.label)
        touched.add("settings")


def check_placeholders(text: str, known: Mapping[str, str]) -> None:
    """Raise InvalidInput when the text holds a placeholder nobody fills, or a brace without its partner."""
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            words = "、".join("{" + one + "}" for one in known)
            raise InvalidInput(f"没有名为 {{{name}}} 的填充项，请改正。可用的有：{words}。", field="text")
    if _BRACES.search(_PLACEHOLDER.sub("", text)):
        raise InvalidInput("花括号不成对，或是全角的，请改成半角并补全。", field="text")
