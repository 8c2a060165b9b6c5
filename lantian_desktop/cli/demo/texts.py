"""What the demonstration's plans say, by category. Wording only; the office's own phrases are presets in the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanText:
    """Goal, completion standard and the measures of a plan."""

    goal: str
    standard: str
    measures: tuple[str, ...]


_GENERAL = PlanText(
    "按期消除环境问题，防止反弹",
    "现场问题消除，管理台账齐全，周边群众无新的投诉",
    ("对照问题逐项整改，留存整改前后照片", "建立日常巡查台账，街道网格员每日巡查一次"),
)
_BY_CATEGORY = {
    "scattered_polluter": PlanText(
        "依法取缔，做到两断三清",
        "断水、断电，清原料、清产品、清设备，无异地转移",
        ("切断生产用水用电", "清运原料、产品和设备，恢复场地"),
    ),
    "dust": PlanText(
        "落实扬尘防治六个百分之百",
        "围挡、覆盖、湿法作业、硬化、冲洗、密闭运输全部到位",
        ("裸露土方全覆盖，出入口安装车辆冲洗设施", "安装视频监控，专人每日检查"),
    ),
    "coal_boiler": PlanText(
        "燃煤锅炉拆除或者完成清洁能源改造",
        "炉体拆除或者去功能化，现场无燃煤，无复燃迹象",
        ("拆除燃煤锅炉本体和烟囱", "清运剩余燃煤，改用天然气供热"),
    ),
    "clean_heating": PlanText(
        "完成清洁取暖改造，散煤清零",
        "设备安装、通气通电，旧炉收缴，户内无存煤",
        ("逐户安装清洁取暖设备并调试", "收缴旧炉具和存煤，登记造册"),
    ),
    "industrial_pollution": PlanText(
        "治污设施正常运行，稳定达标排放",
        "集气罩、处理设施与生产同步运行，台账完整",
        ("维修废气收集管道，更换吸附材料", "完善运行台账，每月自行监测一次"),
    ),
}


def plan_text(category: str) -> PlanText:
    """Return the wording for a category."""
    return _BY_CATEGORY.get(category, _GENERAL)
