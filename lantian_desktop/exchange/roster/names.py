"""Chinese names in two parts, as address books want them: 欧阳 | 某. How names are read aloud is not known here."""

from __future__ import annotations

import re

from lantian_desktop.domain.roster.surnames import surname_of

_HAN = re.compile("^[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff·•\\s]*$")


def is_han(text: str) -> bool:
    """Return whether a text holds nothing but Chinese characters, middle dots and blanks; an empty one does."""
    return bool(_HAN.match(text))


def family_and_given(name: str) -> tuple[str, str]:
    """Return surname and given name: 欧阳某 is 欧阳 and 某, 李四 is 李 and 四; what is no Chinese name stays whole as the surname."""
    if not is_han(name) or len(name) < 2 or "·" in name or "•" in name or any(sign.isspace() for sign in name):
        return name, ""
    surname = surname_of(name)
    return surname, name.removeprefix(surname)
