"""Makes resources/presets/holidays.json from the chinesecalendar package, which is needed here only and never at run time.

Usage: pip install chinesecalendar (a recent one), then python packaging/holidays.py [TARGET].
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2004, 2026
TARGET = Path(__file__).resolve().parent.parent / "resources" / "presets" / "holidays.json"
LABELS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def year_entry(year: int, holidays: dict[date, str], makeup: dict[date, str]) -> dict[str, dict[str, str]]:
    """Return one year's notice: days off by holiday, and weekend days that are worked."""
    return {
        "holidays": _of_year(year, holidays),
        "makeup_workdays": _of_year(year, makeup),
    }


def _of_year(year: int, days: dict[date, str]) -> dict[str, str]:
    return {day.isoformat(): LABELS[name] for day, name in sorted(days.items()) if day.year == year}


def check(years: dict[str, dict[str, dict[str, str]]]) -> None:
    """Stop when a fact that is known from the notices themselves does not hold in the table."""
    spring = [day for day, name in years["2020"]["holidays"].items() if name == "春节"]
    worked = ["2019-02-02", "2019-02-03", "2019-04-28", "2019-05-05", "2019-09-29", "2019-10-12"]
    if max(spring) != "2020-02-02" or list(years["2019"]["makeup_workdays"]) != worked:
        raise SystemExit("chinesecalendar 的 2019、2020 年数据与国务院通知不符，请更换版本。")
    empty = [year for year, entry in years.items() if not entry["holidays"]]
    if empty:
        raise SystemExit(f"缺少放假安排：{empty}")


def main(target: Path = TARGET) -> None:
    """Write the preset."""
    from chinese_calendar import constants

    years = {
        str(year): year_entry(year, constants.holidays, constants.workdays) for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    check(years)
    table = {
        "title": "节假日和调休",
        "version": 1,
        "source": "国务院办公厅历年部分节假日安排的通知，经 chinesecalendar 整理。",
        "note": "holidays 为放假日（含其间的周末），makeup_workdays 为调休上班的周末。2020 年春节假期经后续通知延长至 2 月 2 日。可在程序内编辑和导入。",
        "years": years,
    }
    target.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
