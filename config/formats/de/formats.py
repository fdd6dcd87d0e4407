"""German: a full stop after the day. A short day ends without one, for it may end a sentence."""

DATE_FORMAT = DAY_MONTH_YEAR = "j. F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = DAY_MONTH_YEAR_TIME = "j. F Y, H:i"
DAY_MONTH = MONTH_DAY_FORMAT = "j. F"
DAY_MONTH_TIME = "j. F, H:i"
WEEKDAY_TIME = "l, H:i"
WEEKDAY_DAY_MONTH = "l, j. F"
WEEKDAY_DAY_MONTH_TIME = "l, j. F, H:i"
WEEKDAY_DAY_MONTH_YEAR = "l, j. F Y"
SHORT_DAY_MONTH = "j. M"
SHORT_DAY_MONTH_TIME = "j. N, H:i"
SHORT_DAY_MONTH_YEAR = SHORT_DATE_FORMAT = "j. N Y"
SHORT_DAY_MONTH_YEAR_TIME = SHORT_DATETIME_FORMAT = "j. N Y, H:i"
SHORT_WEEKDAY_DAY_MONTH = "D., j. M"
SHORT_WEEKDAY_DAY_MONTH_TIME = "D., j. N, H:i"
SHORT_WEEKDAY_DAY_MONTH_YEAR = "D., j. N Y"
SHORT_WEEKDAY_DAY_MONTH_YEAR_TIME = "D., j. N Y, H:i"

FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3

# Browsers' own date and time fields speak ISO, whatever the language of the page.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
