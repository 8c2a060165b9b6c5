"""Chinese names in two parts, as address books want them: 欧阳 | 某. How names are read aloud is not known here."""

from __future__ import annotations

import re

# 《现代汉语词典》 and 《百家姓》: surnames of two characters that are still met.
_WRITTEN = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 "
    "皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 "
    "子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
    "段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 南荣 第五 单于 纳兰 "
)
COMPOUND = frozenset(_WRITTEN.split())
_HAN = re.compile("^[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff·•\\s]*$")


def is_han(text: str) -> bool:
    """Return whether a text holds nothing but Chinese characters, middle dots and blanks; an empty one does."""
    return bool(_HAN.match(text))


def family_and_given(name: str) -> tuple[str, str]:
    """Return surname and given name: 欧阳某 is 欧阳 and 某, 李四 is 李 and 四; what is no Chinese name stays whole as the surname."""
    if not is_han(name) or len(name) < 2 or "·" in name or "•" in name or any(sign.isspace() for sign in name):
        return name, ""
    cut = 2 if len(name) > 2 and name[:2] in COMPOUND else 1
    return name[:cut], name[cut:]
