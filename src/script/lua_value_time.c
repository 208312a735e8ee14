/* Dates, times and durations. */
#include "script/lua_value.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ days of the calendar */

/* Since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_date(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct date date_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return (struct date){.year = (int16_t)(year + era * 400 + (month <= 2)),
                         .month = (uint8_t)month,
                         .day = (uint8_t)(of_year - (153 * shifted + 2) / 5 + 1)};
}

static bool year_is_sound(int64_t year)
{
    return year >= 1000 && year <= 9999;
}

/* ------------------------------------------------------------------ durations */

static struct duration check_duration(lua_State *lua, int index)
{
    return *(struct duration *)lua_class_check(lua, index, &lua_duration_class);
}

void lua_value_push_duration(lua_State *lua, struct duration duration)
{
    struct duration *pushed = lua_class_new(lua, &lua_duration_class, sizeof *pushed);
    *pushed = duration;
}

bool lua_value_to_duration(lua_State *lua, int index, struct duration *duration)
{
    const struct duration *found = lua_class_test(lua, index, &lua_duration_class);
    if (found)
        *duration = *found;
    return found != NULL;
}

void lua_duration_write_plain(struct buffer *out, const void *self)
{
    duration_write_iso(out, *(const struct duration *)self);
}

static bool is_months_alone(struct duration duration)
{
    return !duration.weeks && !duration.days && !duration.hours && !duration.minutes;
}

static double months_of(struct duration duration)
{
    double months = duration.years * 12.0 + duration.months;
    duration.years = duration.months = 0;
    return months + duration_days(duration) / (365.25 / 12);
}

static void push_whole(lua_State *lua, double number)
{
    if (floor(number) == number && fabs(number) < 1e15)
        lua_pushinteger(lua, (lua_Integer)number);
    else
        lua_pushnumber(lua, number);
}

static void push_months(lua_State *lua, const void *self)
{
    push_whole(lua, months_of(*(const struct duration *)self));
}

static void push_years(lua_State *lua, const void *self)
{
    push_whole(lua, months_of(*(const struct duration *)self) / 12);
}

static void push_days(lua_State *lua, const void *self)
{
    push_whole(lua, duration_days(*(const struct duration *)self));
}

static void push_duration_iso(lua_State *lua, const void *self)
{
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    lua_duration_write_plain(&values->scratch, self);
    lua_values_push_scratch(lua);
}

/* Member by member, so that months stay months. */
static int add_durations(lua_State *lua, int64_t sign)
{
    struct duration a = check_duration(lua, 1), b = check_duration(lua, 2);
    uint32_t *const into[] = {&a.years, &a.months, &a.weeks, &a.days, &a.hours, &a.minutes};
    const uint32_t from[] = {b.years, b.months, b.weeks, b.days, b.hours, b.minutes};
    if (sign < 0 && is_months_alone(a) && is_months_alone(b)) {
        int64_t months = (int64_t)a.years * 12 + a.months - (int64_t)b.years * 12 - b.months;
        if (months < 0)
            return luaL_error(lua, "a duration cannot be less than nothing");
        lua_value_push_duration(lua, (struct duration){.months = (uint32_t)months});
        return 1;
    }
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        int64_t sum = (int64_t)*into[i] + sign * (int64_t)from[i];
        if (sum < 0)
            return luaL_error(lua, "durations of different units cannot be subtracted");
        if (sum > UINT32_MAX)
            return luaL_error(lua, "this duration is too long");
        *into[i] = (uint32_t)sum;
    }
    lua_value_push_duration(lua, a);
    return 1;
}

static void scale_duration(lua_State *lua, struct duration duration, double factor)
{
    uint32_t *const parts[] = {&duration.years, &duration.months, &duration.weeks,
                               &duration.days,  &duration.hours,  &duration.minutes};
    bool is_whole = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        double part = *parts[i] * factor;
        if (!(part >= 0 && part <= UINT32_MAX))
            luaL_error(lua, "this is no duration: less than nothing, or too long");
        is_whole = is_whole && floor(part) == part;
    }
    if (!is_whole && is_months_alone(duration)) { /* half a year is six months */
        double months = months_of(duration) * factor;
        duration = (struct duration){.months = (uint32_t)(months + 0.5)};
    } else if (!is_whole) {
        double days = duration_days(duration) * factor;
        duration = (struct duration){.days = (uint32_t)(days + 0.5)};
    } else {
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            *parts[i] = (uint32_t)(*parts[i] * factor);
    }
    lua_value_push_duration(lua, duration);
}

static int duration_multiply(lua_State *lua)
{
    int at = lua_isnumber(lua, 1) ? 2 : 1;
    scale_duration(lua, check_duration(lua, at), luaL_checknumber(lua, 3 - at));
    return 1;
}

static int duration_divide(lua_State *lua)
{
    struct duration duration = check_duration(lua, 1), other;
    if (!lua_value_to_duration(lua, 2, &other)) {
        double divisor = luaL_checknumber(lua, 2);
        luaL_argcheck(lua, divisor != 0, 2, LUA_VALUE_DIVISION_BY_ZERO);
        scale_duration(lua, duration, 1 / divisor);
        return 1;
    }
    if (duration_days(other) <= 0)
        return luaL_error(lua, "a division by no time at all");
    if (is_months_alone(duration) && is_months_alone(other))
        lua_pushnumber(lua, months_of(duration) / months_of(other));
    else
        lua_pushnumber(lua, duration_days(duration) / duration_days(other));
    return 1;
}

static int compare_durations(lua_State *lua)
{
    struct duration a = check_duration(lua, 1), b = check_duration(lua, 2);
    if (is_months_alone(a) && is_months_alone(b)) {
        double x = months_of(a), y = months_of(b);
        return (x > y) - (x < y);
    }
    double x = duration_days(a), y = duration_days(b);
    return (x > y) - (x < y);
}

static int duration_equal(lua_State *lua)
{
    struct duration duration;
    bool both =
        lua_value_to_duration(lua, 1, &duration) && lua_value_to_duration(lua, 2, &duration);
    lua_pushboolean(lua, both && compare_durations(lua) == 0);
    return 1;
}

static int duration_less(lua_State *lua)
{
    lua_pushboolean(lua, compare_durations(lua) < 0);
    return 1;
}

static int duration_less_or_equal(lua_State *lua)
{
    lua_pushboolean(lua, compare_durations(lua) <= 0);
    return 1;
}

/* ------------------------------------------------------------------ dates */

static struct date check_date(lua_State *lua, int index)
{
    return *(struct date *)lua_class_check(lua, index, &lua_date_class);
}

void lua_value_push_date(lua_State *lua, struct date date)
{
    struct date *pushed = lua_class_new(lua, &lua_date_class, sizeof *pushed);
    *pushed = date;
}

bool lua_value_to_date(lua_State *lua, int index, struct date *date)
{
    const struct date *found = lua_class_test(lua, index, &lua_date_class);
    if (found)
        *date = *found;
    return found != NULL;
}

void lua_date_write_plain(struct buffer *out, const void *self)
{
    date_write_iso(out, *(const struct date *)self);
}

static void push_year(lua_State *lua, const void *self)
{
    lua_pushinteger(lua, ((const struct date *)self)->year);
}

static void push_part(lua_State *lua, unsigned part)
{
    if (part)
        lua_pushinteger(lua, part);
    else
        lua_pushnil(lua);
}

static void push_month(lua_State *lua, const void *self)
{
    push_part(lua, ((const struct date *)self)->month);
}

static void push_day(lua_State *lua, const void *self)
{
    push_part(lua, ((const struct date *)self)->day);
}

static void push_date_iso(lua_State *lua, const void *self)
{
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    lua_date_write_plain(&values->scratch, self);
    lua_values_push_scratch(lua);
}

static void expect_day(lua_State *lua, struct date date)
{
    if (!date.month || !date.day)
        luaL_error(lua, "this date is known to the %s alone: ask for its .day first",
                   date.month ? "month" : "year");
}

/* Moves by months; a day that the month has not becomes its last: 31 January and one month. */
static struct date move_months(lua_State *lua, struct date date, int64_t months)
{
    if (!date.month && months % 12 == 0) { /* a year alone moves by years */
        int64_t year = date.year + months / 12;
        if (!year_is_sound(year))
            luaL_error(lua, "years go from 1000 to 9999");
        date.year = (int16_t)year;
        return date;
    }
    if (!date.month)
        luaL_error(lua, "this date is known to the year alone: ask for its .month first");
    int64_t month = (int64_t)date.year * 12 + date.month - 1 + months;
    if (month < 0 || !year_is_sound(month / 12))
        luaL_error(lua, "years go from 1000 to 9999");
    date.year = (int16_t)(month / 12);
    date.month = (uint8_t)(month % 12 + 1);
    unsigned days = date_days_of_month(date.year, date.month);
    if (date.day > days)
        date.day = (uint8_t)days;
    return date;
}

static struct date move_days(lua_State *lua, struct date date, int64_t days)
{
    if (!days)
        return date;
    expect_day(lua, date);
    if (days > 4000000 || days < -4000000)
        luaL_error(lua, "years go from 1000 to 9999");
    date = date_from_days(days_from_date(date) + days);
    if (!year_is_sound(date.year))
        luaL_error(lua, "years go from 1000 to 9999");
    return date;
}

static void push_moved(lua_State *lua, struct date date, struct duration duration, int64_t sign)
{
    date = move_months(lua, date, sign * ((int64_t)duration.years * 12 + duration.months));
    date = move_days(lua, date,
                     sign * ((int64_t)duration.weeks * 7 + duration.days + duration.hours / 24));
    lua_value_push_date(lua, date);
}

static int date_add(lua_State *lua)
{
    int at = lua_class_test(lua, 1, &lua_date_class) ? 1 : 2;
    push_moved(lua, check_date(lua, at), check_duration(lua, 3 - at), 1);
    return 1;
}

static int date_subtract(lua_State *lua)
{
    struct date date = check_date(lua, 1), other;
    if (!lua_value_to_date(lua, 2, &other)) {
        push_moved(lua, date, check_duration(lua, 2), -1);
        return 1;
    }
    expect_day(lua, date);
    expect_day(lua, other);
    lua_pushinteger(lua, days_from_date(date) - days_from_date(other));
    return 1;
}

/* date:months_since(other): whole months, and the rest in days; both known to the month. */
static int date_months_since(lua_State *lua)
{
    struct date date = check_date(lua, 1), other = check_date(lua, 2);
    if (!date.month || !other.month)
        return luaL_error(lua, "this date is known to the year alone: ask for its .month first");
    int64_t months = ((int64_t)date.year - other.year) * 12 + date.month - other.month;
    if (date.day && other.day && months > 0 && date.day < other.day)
        months--;
    if (date.day && other.day && months < 0 && date.day > other.day)
        months++;
    lua_pushinteger(lua, months);
    return 1;
}

static int date_equal(lua_State *lua)
{
    struct date a, b;
    lua_pushboolean(lua, lua_value_to_date(lua, 1, &a) && lua_value_to_date(lua, 2, &b) &&
                             date_compare(a, b) == 0);
    return 1;
}

static int date_less(lua_State *lua)
{
    lua_pushboolean(lua, date_compare(check_date(lua, 1), check_date(lua, 2)) < 0);
    return 1;
}

static int date_less_or_equal(lua_State *lua)
{
    lua_pushboolean(lua, date_compare(check_date(lua, 1), check_date(lua, 2)) <= 0);
    return 1;
}

/* ------------------------------------------------------------------ times */

static struct datetime check_datetime(lua_State *lua, int index)
{
    return *(struct datetime *)lua_class_check(lua, index, &lua_datetime_class);
}

void lua_value_push_datetime(lua_State *lua, struct datetime time)
{
    struct datetime *pushed = lua_class_new(lua, &lua_datetime_class, sizeof *pushed);
    *pushed = time;
}

void lua_datetime_write_plain(struct buffer *out, const void *self)
{
    datetime_write_iso(out, *(const struct datetime *)self);
}

static void push_datetime_date(lua_State *lua, const void *self)
{
    lua_value_push_date(lua, ((const struct datetime *)self)->date);
}

static void push_hour(lua_State *lua, const void *self)
{
    lua_pushinteger(lua, ((const struct datetime *)self)->hour);
}

static void push_minute(lua_State *lua, const void *self)
{
    lua_pushinteger(lua, ((const struct datetime *)self)->minute);
}

static void push_second(lua_State *lua, const void *self)
{
    lua_pushinteger(lua, ((const struct datetime *)self)->second);
}

static void push_datetime_iso(lua_State *lua, const void *self)
{
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    lua_datetime_write_plain(&values->scratch, self);
    lua_values_push_scratch(lua);
}

static int datetime_equal(lua_State *lua)
{
    const struct datetime *a = lua_class_test(lua, 1, &lua_datetime_class);
    const struct datetime *b = lua_class_test(lua, 2, &lua_datetime_class);
    lua_pushboolean(lua, a && b && datetime_to_seconds(*a) == datetime_to_seconds(*b));
    return 1;
}

static int datetime_less(lua_State *lua)
{
    lua_pushboolean(lua, datetime_to_seconds(check_datetime(lua, 1)) <
                             datetime_to_seconds(check_datetime(lua, 2)));
    return 1;
}

static int datetime_less_or_equal(lua_State *lua)
{
    lua_pushboolean(lua, datetime_to_seconds(check_datetime(lua, 1)) <=
                             datetime_to_seconds(check_datetime(lua, 2)));
    return 1;
}

/* ------------------------------------------------------------------ as readers see them */

static const struct locale *locale_of(const struct lua_values *values)
{
    return values->schema->locales[values->language];
}

static int date_tostring(lua_State *lua)
{
    struct date date = check_date(lua, 1);
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    date_write(&values->scratch, date, locale_of(values));
    lua_values_push_scratch(lua);
    return 1;
}

static int datetime_tostring(lua_State *lua)
{
    struct datetime time = check_datetime(lua, 1);
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    datetime_write(&values->scratch, time, locale_of(values));
    lua_values_push_scratch(lua);
    return 1;
}

static int duration_tostring(lua_State *lua)
{
    struct duration duration = check_duration(lua, 1);
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    duration_write(&values->scratch, duration, locale_of(values));
    lua_values_push_scratch(lua);
    return 1;
}

static int duration_add(lua_State *lua)
{
    if (lua_class_test(lua, 2, &lua_date_class))
        return date_add(lua);
    return add_durations(lua, 1);
}

static int duration_subtract(lua_State *lua)
{
    return add_durations(lua, -1);
}

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct lua_attribute_row date_attributes[] = {
    {"year", push_year}, {"month", push_month}, {"day", push_day}, {"iso", push_date_iso}};
static const luaL_Reg date_methods[] = {{"months_since", date_months_since}, {NULL, NULL}};
static const luaL_Reg date_meta[] = {
    {"__add", date_add}, {"__sub", date_subtract},     {"__eq", date_equal},
    {"__lt", date_less}, {"__le", date_less_or_equal}, {"__tostring", date_tostring},
    {NULL, NULL}};
const struct lua_class lua_date_class = {"date",       date_attributes, COUNT(date_attributes),
                                         date_methods, date_meta,       NULL};

static const struct lua_attribute_row datetime_attributes[] = {{"date", push_datetime_date},
                                                               {"hour", push_hour},
                                                               {"minute", push_minute},
                                                               {"second", push_second},
                                                               {"iso", push_datetime_iso}};
static const luaL_Reg datetime_meta[] = {{"__eq", datetime_equal},
                                         {"__lt", datetime_less},
                                         {"__le", datetime_less_or_equal},
                                         {"__tostring", datetime_tostring},
                                         {NULL, NULL}};
const struct lua_class lua_datetime_class = {
    "datetime", datetime_attributes, COUNT(datetime_attributes), NULL, datetime_meta, NULL};

static const struct lua_attribute_row duration_attributes[] = {{"months", push_months},
                                                               {"days", push_days},
                                                               {"years", push_years},
                                                               {"iso", push_duration_iso}};
static const luaL_Reg duration_meta[] = {{"__add", duration_add},
                                         {"__sub", duration_subtract},
                                         {"__mul", duration_multiply},
                                         {"__div", duration_divide},
                                         {"__eq", duration_equal},
                                         {"__lt", duration_less},
                                         {"__le", duration_less_or_equal},
                                         {"__tostring", duration_tostring},
                                         {NULL, NULL}};
const struct lua_class lua_duration_class = {
    "duration", duration_attributes, COUNT(duration_attributes), NULL, duration_meta, NULL};

/* ------------------------------------------------------------------ made by scripts */

int lua_date_make(lua_State *lua)
{
    struct lua_values *values = lua_values_of(lua);
    struct date date = {0};
    if (lua_type(lua, 1) == LUA_TSTRING) {
        size_t length;
        const char *text = lua_tolstring(lua, 1, &length);
        luaL_argcheck(lua,
                      date_read(slice_from(text, length), locale_of(values), &date, NULL) ==
                          READING_GOOD,
                      1, "no date: write it as 2017-12-20");
    } else {
        lua_Integer year = luaL_checkinteger(lua, 1), month = luaL_optinteger(lua, 2, 0),
                    day = luaL_optinteger(lua, 3, 0);
        luaL_argcheck(lua, year_is_sound(year), 1, "years go from 1000 to 9999");
        luaL_argcheck(lua, month >= 0 && month <= 12, 2, "months go from 1 to 12");
        luaL_argcheck(lua,
                      day >= 0 && (day == 0 || (month && day <= (lua_Integer)date_days_of_month(
                                                                    (int)year, (unsigned)month))),
                      3, "the month has no such day");
        date = (struct date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    }
    lua_value_push_date(lua, date);
    return 1;
}

static uint32_t duration_part(lua_State *lua, const char *name)
{
    lua_Integer number = 0;
    if (lua_getfield(lua, 1, name) != LUA_TNIL) {
        int is_whole;
        number = lua_tointegerx(lua, -1, &is_whole);
        if (!is_whole || number < 0 || number > 1000000)
            luaL_error(lua, "duration: %s is a whole number, not below 0", name);
    }
    lua_pop(lua, 1);
    return (uint32_t)number;
}

int lua_duration_make(lua_State *lua)
{
    struct lua_values *values = lua_values_of(lua);
    struct duration duration = {0};
    if (lua_type(lua, 1) == LUA_TTABLE) {
        duration = (struct duration){duration_part(lua, "years"), duration_part(lua, "months"),
                                     duration_part(lua, "weeks"), duration_part(lua, "days"),
                                     duration_part(lua, "hours"), duration_part(lua, "minutes")};
    } else {
        size_t length;
        const char *text = luaL_checklstring(lua, 1, &length);
        luaL_argcheck(lua,
                      duration_read(slice_from(text, length), locale_of(values), &duration, NULL) ==
                          READING_GOOD,
                      1, "no duration: write it as P6M, or {months = 6}");
    }
    lua_value_push_duration(lua, duration);
    return 1;
}
