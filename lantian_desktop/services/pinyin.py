"""Search keys of records: text, full pinyin and initials in every reading of surnames. The only place that knows pypinyin."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

from lantian_desktop.domain.queries import SearchKeys

MAX_READINGS = 16  # combinations kept of one name; more would be noise

# Readings a character takes as a surname, first the one it sorts by (《现代汉语词典》, 姓).
SURNAMES = {
    "单": ("shan", "dan"), "仇": ("qiu", "chou"), "查": ("zha", "cha"), "解": ("xie", "jie"), "盖": ("ge", "gai"),
    "曾": ("zeng", "ceng"), "朴": ("piao", "pu"), "区": ("ou", "qu"), "任": ("ren",), "华": ("hua",), "洗": ("xian", "xi"),
    "冼": ("xian",), "召": ("shao", "zhao"), "燕": ("yan",), "乐": ("yue", "le"), "黑": ("he", "hei"), "秘": ("bi", "mi"),
    "缪": ("miao", "mou"), "尹": ("yin",), "逄": ("pang",), "翟": ("zhai", "di"), "覃": ("qin", "tan"), "谌": ("chen", "shen"),
    "瞿": ("qu",), "褚": ("chu", "zhu"), "员": ("yun", "yuan"), "郗": ("xi", "chi"), "祭": ("zhai", "ji"), "折": ("she", "zhe"),
    "重": ("chong", "zhong"), "种": ("chong", "zhong"), "宁": ("ning",), "万": ("wan",), "尉": ("wei", "yu"), "卜": ("bu",),
    "隗": ("wei", "kui"), "哈": ("ha",), "过": ("guo",), "相": ("xiang",), "訾": ("zi",), "㛃": ("jie",), "䶮": ("yan",),
}  # fmt: skip
COMPOUND = {
    "欧阳": "ou yang", "尉迟": "yu chi", "单于": "chan yu", "万俟": "mo qi", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge",
    "夏侯": "xia hou", "东方": "dong fang", "皇甫": "huang fu", "令狐": "ling hu", "慕容": "mu rong", "澹台": "tan tai", "长孙": "zhang sun",
    "宇文": "yu wen", "司徒": "si tu", "呼延": "hu yan", "赫连": "he lian", "钟离": "zhong li", "申屠": "shen tu", "闻人": "wen ren",
    "轩辕": "xuan yuan", "端木": "duan mu", "公孙": "gong sun", "独孤": "du gu", "南宫": "nan gong", "西门": "xi men", "令孤": "ling gu",
}  # fmt: skip
RARE = {"䶮": ("yan",), "㛃": ("jie",), "𬱖": ("wei",), "𬍛": ("yue",), "堃": ("kun",), "垚": ("yao",)}


def keys(text: str, *, person: str = "") -> SearchKeys:
    """Return the search keys of a record that shows `text`; `person` is read as a name and gives the sort key."""
    words = (person, *text.split()) if person else tuple(text.split())
    spelled = dict.fromkeys(reading for word in words for reading in readings(word, is_person=word == person))
    return SearchKeys(
        text=" ".join(part for part in (person, text) if part),
        pinyin=tuple(dict.fromkeys("".join(reading) for reading in spelled)),
        initials=tuple(dict.fromkeys("".join(syllable[0] for syllable in reading) for reading in spelled)),
        sort=" ".join(next(iter(readings(person, is_person=True)), ())) if person else "",
    )


def readings(word: str, *, is_person: bool) -> tuple[tuple[str, ...], ...]:
    """Return the pinyin readings of `word` as syllables, most likely first; a person's surname takes its own readings."""
    return _readings(word, is_person)


@lru_cache(maxsize=20_000)
def _readings(word: str, is_person: bool) -> tuple[tuple[str, ...], ...]:
    if not word:
        return ()
    choices: list[tuple[str, ...]] = []
    rest = word
    if is_person and word[:2] in COMPOUND:
        choices = [(syllable,) for syllable in COMPOUND[word[:2]].split()]
        rest = word[2:]
    elif is_person and word[0] in SURNAMES:
        choices = [tuple(dict.fromkeys((*SURNAMES[word[0]], *_spell(word[0], every=True))))]
        rest = word[1:]
    choices += [syllables for character in rest if (syllables := _spell(character, every=is_person))]
    return tuple(islice(product(*choices), MAX_READINGS)) if choices else ()


@lru_cache(maxsize=10_000)
def _spell(character: str, *, every: bool) -> tuple[str, ...]:
    if character in RARE:
        return RARE[character]
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    from pypinyin import Style, pinyin  # 0.1 s to load: only where a record is written

    found = pinyin(character, style=Style.NORMAL, heteronym=every, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(syllable for syllable in found[0] if syllable)) if found else ()
