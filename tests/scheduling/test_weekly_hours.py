"""Weekly hours as people write them in an import file."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.scheduling import (
    BadClockTime,
    EndBeforeStart,
    HoursError,
    UnknownDay,
    UnreadableHours,
    WeeklyRule,
    format_hours,
    merge_rules,
    parse_hours,
)

rules = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440))
    .filter(lambda rule: rule[1] < rule[2])
    .map(lambda rule: WeeklyRule(*rule)),
    max_size=10,
)


def test_the_documented_form_is_read_and_written_back():
    text = "Mon 18:00-21:00; Wed 12:00-13:00"
    assert parse_hours(text) == (WeeklyRule.of(0, "18:00", "21:00"), WeeklyRule.of(2, "12:00", "13:00"))
    assert format_hours(parse_hours(text)) == text


def test_facts_for_matching_get_day_and_clock_texts():
    assert [rule.as_tuple() for rule in parse_hours("Sun 9:05-24:00")] == [(6, "09:05", "24:00")]


@given(rules)
@settings(deadline=None)
def test_whatever_is_written_is_read_back_the_same(some_rules):
    assert parse_hours(format_hours(some_rules)) == merge_rules(some_rules)


@given(rules)
@settings(deadline=None)
def test_merging_keeps_every_minute_of_the_week_and_leaves_no_overlap(some_rules):
    def minutes(of):
        return {(rule.weekday, minute) for rule in of for minute in range(rule.start, rule.end)}

    merged = merge_rules(some_rules)
    assert minutes(merged) == minutes(some_rules)
    assert all((one.weekday, one.end) < (two.weekday, two.start) for one, two in pairwise(merged))


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("", ""),
        (" ; ", ""),
        ("mon 18:00-21:00;", "Mon 18:00-21:00"),
        ("Monday 18:00 - 21:00", "Mon 18:00-21:00"),
        ("Mon 18:00–21:00", "Mon 18:00-21:00"),
        ("Wed 12:00-13:00; Mon 18:00-21:00", "Mon 18:00-21:00; Wed 12:00-13:00"),
        ("Mon 18:00-20:00; Mon 19:00-21:00", "Mon 18:00-21:00"),
        ("Mon 18:00-20:00; Mon 20:00-21:00", "Mon 18:00-21:00"),
        ("Mon 18:07-21:00", "Mon 18:07-21:00"),
        ("Sat 00:00-24:00; Sun 00:00-24:00", "Sat 00:00-24:00; Sun 00:00-24:00"),
    ],
)
def test_small_differences_of_writing_mean_the_same_hours(text, same_as):
    assert format_hours(parse_hours(text)) == same_as


@pytest.mark.parametrize(
    ("text", "error", "part"),
    [
        ("Mon 25:00-26:00", BadClockTime, "25:00"),
        ("Mon 18:60-19:00", BadClockTime, "18:60"),
        ("Mon 23:00-24:01", BadClockTime, "24:01"),
        ("Mon 18-21", BadClockTime, "18"),
        ("Mon ١٨:00-21:00", BadClockTime, "١٨:00"),
        ("Mon 9:00-10:00; Funday 18:00-21:00", UnknownDay, "Funday"),
        ("Lun 18:00-21:00", UnknownDay, "Lun"),
        ("Mon 21:00-18:00", EndBeforeStart, "Mon 21:00-18:00"),
        ("Mon 22:00-00:00", EndBeforeStart, "Mon 22:00-00:00"),
        ("Mon 18:00-18:00", EndBeforeStart, "Mon 18:00-18:00"),
        ("Mon 24:00-24:00", EndBeforeStart, "Mon 24:00-24:00"),
        ("evenings", UnreadableHours, "evenings"),
        ("Mon, 18:00-21:00", UnreadableHours, "Mon, 18:00-21:00"),
        ("Mon 18:00-21:00 Wed 12:00-13:00", UnreadableHours, "Mon 18:00-21:00 Wed 12:00-13:00"),
    ],
)
def test_each_mistake_has_its_own_error_that_quotes_the_mistake(text, error, part):
    with pytest.raises(HoursError) as refused:
        parse_hours(text)
    assert type(refused.value) is error
    assert refused.value.part == part
    assert part in str(refused.value)


@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z]{3} [0-9:]{1,5}-[0-9:]{1,5}(;.{0,10})?"))
@settings(deadline=None)
def test_any_text_is_either_read_or_refused_by_name(text):
    try:
        read = parse_hours(text)
    except HoursError:
        return
    assert parse_hours(format_hours(read)) == read


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ((7, 0, 60), UnknownDay),
        ((0, -1, 60), BadClockTime),
        ((0, 0, 1441), BadClockTime),
        ((0, 60, 60), EndBeforeStart),
    ],
)
def test_a_rule_outside_the_week_is_refused(rule, error):
    with pytest.raises(error):
        WeeklyRule(*rule)
