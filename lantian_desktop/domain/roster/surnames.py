"""Surnames whose reading differs from the character's usual one, and surnames of more than one character.

Readings carry their tone as a figure, ü is v; the first one is what a name sorts by (《现代汉语词典》, entries marked 姓), the
others are what people type. What a given name reads like is not told here.
"""

from __future__ import annotations

READINGS: dict[str, str] = {
    "单": "shan4 dan1", "仇": "qiu2 chou2", "查": "zha1 cha2", "解": "xie4 jie3", "盖": "ge3 gai4", "曾": "zeng1 ceng2",
    "朴": "piao2 pu3", "区": "ou1 qu1", "任": "ren2 ren4", "华": "hua4 hua2", "洗": "xian3 xi3", "冼": "xian3 xi3",
    "召": "shao4 zhao4", "燕": "yan1 yan4", "乐": "yue4 le4", "黑": "hei1 he4", "秘": "bi4 mi4", "缪": "miao4 mou2",
    "逄": "pang2", "翟": "zhai2 di2", "覃": "qin2 tan2", "谌": "chen2 shen4", "褚": "chu3 zhu3", "员": "yun4 yuan2",
    "郗": "xi1 chi1", "祭": "zhai4 ji4", "折": "she2 zhe2", "重": "chong2 zhong4", "种": "chong2 zhong3", "宁": "ning2 ning4",
    "万": "wan4 mo4", "尉": "wei4 yu4", "隗": "wei3 kui2", "哈": "ha3", "过": "guo1 guo4", "相": "xiang4 xiang1", "訾": "zi1 zi3",
    "繁": "po2 fan2", "牟": "mou2 mu4", "那": "na1 na4", "宓": "mi4 fu2", "句": "gou1 ju4", "谷": "gu3 yu4", "贾": "jia3 gu3",
    "纪": "ji3 ji4", "柏": "bai3 bo2", "薄": "bo2 bao2", "车": "che1 ju1", "晟": "cheng2 sheng4", "都": "du1 dou1",
    "费": "fei4 bi4", "葛": "ge3 ge2", "炅": "gui4 jiong3", "郇": "xun2 huan2", "观": "guan4 guan1", "令": "ling4 ling2",
    "阚": "kan4", "撒": "sa3 sa1", "莘": "shen1 xin1", "盛": "sheng4 cheng2", "石": "shi2 dan4", "适": "kuo4 shi4",
    "能": "nai4 neng2", "佴": "nai4 er4", "粘": "nian2 zhan1", "乜": "nie4 mie1", "强": "qiang2 jiang4", "要": "yao1 yao4",
    "叶": "ye4 xie2", "应": "ying1 ying4", "占": "zhan1 zhan4", "仉": "zhang3", "笮": "ze2 zuo2", "眭": "sui1", "亓": "qi2",
    "郤": "xi4", "佘": "she2", "厍": "she4", "呙": "guo1", "郏": "jia2", "阙": "que1 que4", "麴": "qu1", "曲": "qu1 qu3",
    "少": "shao4 shao3", "宿": "su4 xiu4", "舍": "she4 she3", "庹": "tuo3", "昝": "zan3", "行": "xing2 hang2", "幺": "yao1",
    "长": "chang2 zhang3", "瞿": "qu2 ju4", "肖": "xiao1 xiao4", "教": "jiao4 jiao1", "朝": "chao2 zhao1", "干": "gan1 gan4",
    "沈": "shen3 chen2", "奇": "qi2 ji1", "俞": "yu2 shu4", "载": "zai4 zai3", "繆": "miao4 mou2",
    "尹": "yin3", "卜": "bu3", "吕": "lv3", "闾": "lv2", "娄": "lou2", "钭": "tou3", "㛃": "jie2", "䶮": "yan3",
}  # fmt: skip

COMPOUND: dict[str, str] = {
    "欧阳": "ou1 yang2", "尉迟": "yu4 chi2", "单于": "chan2 yu2", "万俟": "mo4 qi2", "司马": "si1 ma3", "上官": "shang4 guan1",
    "诸葛": "zhu1 ge3", "夏侯": "xia4 hou2", "东方": "dong1 fang1", "皇甫": "huang2 fu3", "令狐": "ling2 hu2", "慕容": "mu4 rong2",
    "澹台": "tan2 tai2", "长孙": "zhang3 sun1", "宇文": "yu3 wen2", "司徒": "si1 tu2", "司空": "si1 kong1", "司寇": "si1 kou4",
    "呼延": "hu1 yan2", "赫连": "he4 lian2", "钟离": "zhong1 li2", "申屠": "shen1 tu2", "闻人": "wen2 ren2", "轩辕": "xuan1 yuan2",
    "端木": "duan1 mu4", "公孙": "gong1 sun1", "公冶": "gong1 ye3", "公羊": "gong1 yang2", "公西": "gong1 xi1", "公良": "gong1 liang2",
    "独孤": "du2 gu1", "南宫": "nan2 gong1", "南门": "nan2 men2", "西门": "xi1 men2", "东郭": "dong1 guo1", "东门": "dong1 men2",
    "太叔": "tai4 shu1", "濮阳": "pu2 yang2", "淳于": "chun2 yu2", "鲜于": "xian1 yu2", "宗政": "zong1 zheng4", "仲孙": "zhong4 sun1",
    "颛孙": "zhuan1 sun1", "拓跋": "tuo4 ba2", "夹谷": "jia2 gu3", "谷梁": "gu3 liang2", "榖梁": "gu3 liang2", "漆雕": "qi1 diao1",
    "乐正": "yue4 zheng4", "壤驷": "rang3 si4", "巫马": "wu1 ma3", "亓官": "qi2 guan1", "子车": "zi3 ju1", "羊舌": "yang2 she2",
    "微生": "wei1 sheng1", "梁丘": "liang2 qiu1", "左丘": "zuo3 qiu1", "即墨": "ji2 mo4", "达奚": "da2 xi1", "纳兰": "na4 lan2",
    "褚师": "chu3 shi1", "哥舒": "ge1 shu1", "贺兰": "he4 lan2", "贺若": "he4 ruo4", "完颜": "wan2 yan2", "耶律": "ye1 lv4",
    "叱干": "chi4 gan1", "叶赫": "ye4 he4", "那拉": "na4 la1", "富察": "fu4 cha2", "百里": "bai3 li3", "第五": "di4 wu3",
    "相里": "xiang4 li3", "斛律": "hu2 lv4", "尔朱": "er3 zhu1", "屈突": "qu1 tu1", "仆固": "pu2 gu4", "沙陀": "sha1 tuo2",
    "段干": "duan4 gan1", "毌丘": "guan4 qiu1", "毋丘": "wu2 qiu1", "呼衍": "hu1 yan3", "宰父": "zai3 fu3", "钮祜禄": "niu3 hu4 lu4",
    "爱新觉罗": "ai4 xin1 jue2 luo2",
}  # fmt: skip

_LENGTHS = tuple(sorted({len(surname) for surname in COMPOUND}, reverse=True))


def surname_of(name: str) -> str:
    """Return the surname a Chinese name begins with: one of several characters where there is one, else the first character.

    A name that is nothing but a compound surname is taken for it: somebody was entered by the surname alone.
    """
    return next((name[:length] for length in _LENGTHS if name[:length] in COMPOUND), name[:1])


def surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    """Return what is listed for each character of a surname, the reading it sorts by first; () for one read as usual.

    A character of a compound surname may be read as that character alone is, too: who does not know 万俟 types wan.
    """
    alone = [READINGS.get(character, "").split() for character in surname]
    together = COMPOUND.get(surname, "").split() or [""] * len(surname)
    pairs = zip(together, alone, strict=True)
    return tuple(tuple(dict.fromkeys(part for part in (joint, *single) if part)) for joint, single in pairs)
