"""How a title is cut into lines: by sense, balanced, no line too long or too short. Where it stands is in `page`."""

from __future__ import annotations

import re
from itertools import pairwise, product
from math import ceil

from lantian_desktop.documents.kit.marks import NEVER_FIRST, NEVER_LAST, split_atoms, width
from lantian_desktop.documents.kit.measure import Count, MeasureUnit, Strength
from lantian_desktop.documents.kit.typeset import break_lines

LONGEST = Count(40, MeasureUnit.HALF_CELL, "7.3.1 标题一行至多二十字", Strength.PRACTICE)
MOST_LINES = Count(5, MeasureUnit.LINE, "7.3.1 按词意回行的标题至多行数，再长则满行即回", Strength.PRACTICE)
_REACH = {2: 14, 3: 10, 4: 6}  # half cells a cut may stray from the even one, by number of lines
SHORTEST = Count(12, MeasureUnit.HALF_CELL, "7.3.1 标题一行至少六字", Strength.PRACTICE)

_ORGAN_END = "厅|局|委|办公室|领导小组|管委会|人民政府|政府|委员会|指挥部|办事处|办|中心|支队|大队|公司|街道|区|县|市"
_WORDS = re.findall(
    r"\S+",
    """
    强化监督定点帮扶 强化监督帮扶 强化监督 定点帮扶 生态环境保护督察 大气污染综合治理攻坚行动 三年行动方案 打赢 蓝天保卫战 大气污染
    污染防治 生态环境 环境保护 环境问题 突出问题 共性问题 区域性问题 交办问题 反馈问题 发现问题 问题 清单 台账 整改 整治 治理 督办函
    催办函 督办 催办 交办 核查 通知 报告 方案 情况 工作 进展 综合反馈 小结 专报 日报 申诉 约谈 企业 散乱污 燃煤锅炉 锅炉
    清洁取暖双替代 清洁取暖 散煤 双替代 煤改气 煤改电 扬尘 露天焚烧 焚烧 秸秆 垃圾 重污染天气 应急响应 应急 排污许可 排污 信访投诉
    信访 投诉 工业 联络 值班 名册 资料 材料 移交 轮次 铁腕治霾 治霾 主要负责人 负责人 逾期 综合治理 应急管控 领导小组 办公室
    办事处 管委会 人民政府 生态环境局 生态环境部 分局 联络办 秋冬季 攻坚 行动 任务 限期 立行立改 挂牌 现场 落实 做好 加强 进一步
    开展 报送 反馈 汇总 有关 相关 要求 意见 措施 责任 全面 重点 专项 检查 督察 督查 督促 验收 销号 区域 街道 社区 项目 工程
    施工 工地 物料 堆场 餐饮 油烟 集中 供热 供暖 车辆 机动车 柴油车 加油站 挥发性有机物 有机物 砖瓦 窑炉 水泥 化工 家具 木业
    木器 建材 砂石 违法 超标 排放 监测 设施 停产 限产 关停 取缔 搬迁 升级 改造 拆除 完成 及时 尽快 切实 坚决 深入 推进 配合
    保障 安排 会议 培训 印发 转发 补充 提供 发现 存在 部分 单位 部门 个人 群众 反映 举报 单体 公司 有限公司 有限责任公司 西安市
    陕西省 新城区 碑林区 莲湖区 灞桥区 未央区 雁塔区 阎良区 临潼区 长安区 高陵区 鄠邑区 蓝田县 周至县 高新区 经开区 曲江新区
    浐灞生态区 航天基地 航空基地 国际港务区 西咸新区 加工厂 加工
    """,
)
_UNNAMED = "某[一-鿿]{1,10}?(?:公司|工厂|厂|店|加油站|站|工地|小区|学校|医院|宾馆|饭店)"  # 某木器厂 is one name
_WORD = re.compile("|".join([_UNNAMED, *sorted(_WORDS, key=lambda word: (-len(word), word))]))
_ORGAN = re.compile(rf"(?:{_ORGAN_END})$")
_ORGAN_GOES_ON = re.compile(rf"[^关]{{0,8}}?(?:{_ORGAN_END})关于|(?:{_ORGAN_END})")
_LEAN_FORWARD = (
    "有关",
    "相关",
    "进一步",
    "切实",
    "全面",
    "重点",
    "专项",
    "突出",
    "限期",
    "做好",
    "加强",
    "开展",
    "及时",
    "尽快",
    "坚决",
    "深入",
    "逾期",
)
_ROUND = re.compile(r"第[0-9一二三四五六七八九十]+(?:轮次|轮|批)")  # belongs to what it counts, before it
_ISSUED_BY = re.compile(rf"[^关]+(?:{_ORGAN_END})(?=关于)")
_NEVER_BEGINS = re.compile(r"的|等|和|与|及|了|之")
_FUNCTION = re.compile(r"的(?:督办函|催办函|通知|报告|函|意见|请示|批复|通报|情况说明)$")


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title: as few as it takes, cut where it reads best; an issuer's name before 关于 stands alone."""
    if "\n" in title:
        return tuple(part.strip() for part in title.split("\n") if part.strip())
    if width(title) <= LONGEST:
        return (title,)
    places = _break_places(title)
    fewest = ceil(width(title) / LONGEST)
    fitting: list[tuple[str, ...]] = []
    more = 1 if _ISSUED_BY.match(title) else 0  # a line more, so that the issuer stands on one of its own
    for count in range(fewest, min(fewest + 3, MOST_LINES + 1)):
        cuts = (_cut(title, chosen) for chosen in product(*_near_even(title, places, count)))
        fitting += [lines for lines in cuts if all(width(line) <= LONGEST for line in lines)]
        if fitting and count >= fewest + more:
            break
    return min(fitting, key=_badness) if fitting else _by_force(title)


def _near_even(title: str, places: list[int], count: int) -> list[list[int]]:
    """Return for each cut the places near where it would stand if all lines were equal: few enough to try them all."""
    even = width(title) / count
    reach = _REACH.get(count, min(_REACH.values()))
    ends = [(place, width(title[:place])) for place in places]
    return [[place for place, end in ends if abs(end - number * even) <= reach] for number in range(1, count)]


def _break_places(title: str) -> list[int]:
    """Return where a line may end: never inside a word, a number or against a mark."""
    inside = {place for word in _WORD.finditer(title) for place in range(word.start() + 1, word.end())}
    places, position = [], 0
    for atom in split_atoms(title):
        if position and position not in inside and _may_break(title, position):
            places.append(position)
        position += len(atom)
    return places


def _may_break(title: str, place: int) -> bool:
    return (
        title[place] not in NEVER_FIRST
        and title[place - 1] not in NEVER_LAST
        and title[place - 1] != "第"
        and not _NEVER_BEGINS.match(title[place:])
    )


def _cut(title: str, places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _badness(lines: tuple[str, ...]) -> float:
    widths = [width(line) for line in lines]
    bad = float(max(widths) - min(widths))
    bad += sum(100.0 for size in widths if size < SHORTEST) + 15.0 * len(lines)
    if _ISSUED_BY.match(lines[0]):
        bad += 25.0
    bad += sum(_seam(before, after) for before, after in pairwise(lines))
    if _FUNCTION.search(lines[-1]) and width(lines[-1]) < SHORTEST:
        bad += 40.0
    return bad + (0.0 if _shapely(widths) else 4.0)


def _seam(before: str, after: str) -> float:
    """Return how badly a title is cut between two lines; below nothing where a secretary would cut."""
    bad = 0.0
    if after.startswith("关于"):
        bad -= 20.0
    elif _ORGAN.search(before):
        bad += 20.0 if _ORGAN_GOES_ON.match(after) else -8.0
    elif before.endswith(("的", "和", "及", "与", "、", "等")):
        bad -= 5.0
    elif not _ends_with_word(before) or not _WORD.match(after):
        bad += 6.0
    if _ROUND.match(after):
        bad += 20.0
    if before.endswith("关于"):
        bad += 40.0
    elif before.endswith(_LEAN_FORWARD):
        bad += 12.0
    return bad


def _ends_with_word(line: str) -> bool:
    return any(line.endswith(word) for word in _WORDS)


def _shapely(widths: list[int]) -> bool:
    """Return whether the lines make a trapezium or a rhombus: one widest place, no waist (GB/T 9704-2012 7.3.1)."""
    rising = [after >= before for before, after in pairwise(widths)]
    return rising == sorted(rising, reverse=True) or rising == sorted(rising)


def _by_force(title: str) -> tuple[str, ...]:
    """Cut a title that no good place divides, such as one long word: as text is cut."""
    return tuple(line.text for line in break_lines(title, LONGEST, justify=False))
