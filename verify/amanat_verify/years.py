"""The Solar Hijri years of the book's calendar: docs/format.md 4."""
import bisect

FIRST_YEAR, LAST_YEAR, ANCHOR_YEAR, ANCHOR_DAY = 1206, 1498, 1404, 20_168  # 2025-03-21


def year_starts():
    """First days of the Solar Hijri years, counted from the one that the format names."""
    def days(year):
        return 366 if (25 * year + 11) % 33 < 8 else 365
    day = ANCHOR_DAY - sum(days(year) for year in range(FIRST_YEAR, ANCHOR_YEAR))
    starts = []
    for year in range(FIRST_YEAR, LAST_YEAR + 2):
        starts.append(day)
        day += days(year)
    return starts


YEAR_STARTS = year_starts()


def fiscal_year(day):
    """The Solar Hijri year of a day, or None outside of the book's calendar."""
    if not YEAR_STARTS[0] <= day < YEAR_STARTS[-1]:
        return None
    return FIRST_YEAR + bisect.bisect_right(YEAR_STARTS, day) - 1
