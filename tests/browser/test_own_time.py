"""Saying when one can meet: drawn with the mouse, a finger or the keyboard, or typed; and what follows from it."""

from datetime import timedelta

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from mentormatch.core.clock import now
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import strangers

MONDAY, TUESDAY, WEDNESDAY = range(3)
EIGHT, HALF_PAST_NINE, TEN = 8 * 60, 9 * 60 + 30, 10 * 60
#: Longer than a finger has to rest before it draws.
REST = 450


@pytest.fixture
def omar(visitors: Visit, site: Site, screen: tuple[int, str]) -> Visitor:
    """Omar, who has no hours yet."""
    people = strangers(site, hours=())
    visitor: Visitor = visitors(width=screen[0], theme=screen[1], touch=True)
    visitor.sign_in(people.omar)
    return visitor


def box(omar: Visitor, weekday: int, minute: int) -> Locator:
    return omar.page.locator(f"input[name=cell][value='{weekday}:{minute}']")


def show(omar: Visitor, weekday: int, minute: int) -> None:
    """In the middle of the screen, away from the bar at its foot."""
    box(omar, weekday, minute).evaluate("box => box.scrollIntoView({ block: 'center' })")


def middle(omar: Visitor, weekday: int, minute: int) -> tuple[float, float]:
    found = box(omar, weekday, minute).bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def ticked(omar: Visitor) -> set[str]:
    return {str(one.get_attribute("value")) for one in omar.page.locator("input[name=cell]:checked").all()}


def save(omar: Visitor, *hours: str) -> None:
    """Save the grid; the rows then say the same hours in words."""
    omar.click("Save your hours")
    omar.click("As rows", role="link")
    omar.sees(*hours)


def finger(cdp: CDPSession, kind: str, *at: tuple[float, float]) -> None:
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})


def test_hours_are_drawn_with_the_mouse(omar: Visitor) -> None:
    omar.open("/hours?draw=grid")
    show(omar, MONDAY, EIGHT)
    omar.page.mouse.move(*middle(omar, MONDAY, EIGHT))
    omar.page.mouse.down()
    omar.page.mouse.move(*middle(omar, TUESDAY, HALF_PAST_NINE), steps=5)
    omar.page.mouse.up()
    drawn = {f"{day}:{minute}" for day in (MONDAY, TUESDAY) for minute in range(EIGHT, TEN, 30)}
    assert ticked(omar) == drawn
    box(omar, TUESDAY, EIGHT).click()
    save(omar, "08:00 to 10:00", "08:30 to 10:00")


def test_hours_are_drawn_with_a_finger_that_rests_and_a_swipe_scrolls(omar: Visitor) -> None:
    cdp = omar.context.new_cdp_session(omar.page)
    assert any(is_scrolled_by_a_swipe(omar, cdp) for _attempt in range(4))
    omar.open("/hours?draw=grid")
    show(omar, MONDAY, EIGHT)
    (x, top), (_x, bottom) = middle(omar, MONDAY, EIGHT), middle(omar, MONDAY, HALF_PAST_NINE)
    before = omar.page.evaluate("scrollY")
    finger(cdp, "touchStart", (x, top))
    omar.page.wait_for_timeout(REST)
    for step in range(1, 6):
        finger(cdp, "touchMove", (x, top + (bottom - top) * step / 5))
    finger(cdp, "touchEnd")
    assert ticked(omar) == {f"{MONDAY}:{minute}" for minute in range(EIGHT, TEN, 30)}
    assert omar.page.evaluate("scrollY") == before
    box(omar, WEDNESDAY, TEN).tap()
    assert f"{WEDNESDAY}:{TEN}" in ticked(omar)
    save(omar, "08:00 to 10:00", "10:00 to 10:30")


def is_scrolled_by_a_swipe(omar: Visitor, cdp: CDPSession) -> bool:
    """On a fresh page, and nothing is drawn. A slow machine may rest between two signs of the finger: then it draws."""
    omar.open("/hours?draw=grid")
    show(omar, MONDAY, EIGHT)
    x, bottom = middle(omar, MONDAY, HALF_PAST_NINE)
    before = omar.page.evaluate("scrollY")
    for step in range(6):
        finger(cdp, "touchStart" if step == 0 else "touchMove", (x, bottom - 30 * step))
    finger(cdp, "touchEnd")
    omar.page.wait_for_timeout(1000)
    return bool(omar.page.evaluate("before => scrollY > before + 50", before)) and not ticked(omar)


def test_hours_are_drawn_with_the_keyboard(omar: Visitor) -> None:
    omar.open("/hours?draw=grid")
    omar.page.locator("input[name=cell][tabindex='0']").focus()
    omar.page.keyboard.press("Space")
    omar.page.keyboard.press("Shift+ArrowDown")
    omar.page.keyboard.press("Shift+ArrowRight")
    assert ticked(omar) == {f"{MONDAY}:420", f"{MONDAY}:450", f"{TUESDAY}:450"}
    save(omar, "07:00 to 08:00", "07:30 to 08:00")


def test_hours_are_typed_as_rows_with_days_that_differ(omar: Visitor) -> None:
    omar.open("/hours")
    omar.click("Add hours on Monday")
    expect(omar.page.get_by_label("Monday, from")).to_be_focused()
    omar.page.get_by_label("Monday, from").select_option("17:00")
    omar.page.get_by_label("Monday, to").select_option("16:00")
    omar.click("Save your hours")
    omar.sees("Please look at this again")
    omar.page.get_by_label("Monday, to").select_option("19:00")
    omar.click("Same hours from Monday to Friday")
    omar.click("Save your hours")
    omar.sees("17:00 to 19:00")
    days_that_differ(omar)
    omar.open("/hours/preview?zone=Asia/Tokyo")
    omar.sees("Free times on the clock in Tokyo")


def days_that_differ(omar: Visitor) -> None:
    day = (now() + timedelta(days=9)).date().isoformat()
    omar.page.get_by_text("Add days on which you cannot meet").click()
    omar.click("Add these days")
    omar.sees("Choose a day.")
    omar.fill("First day", day)
    omar.click("Add these days")
    omar.page.get_by_text("Add a day with other or extra hours").click()
    omar.page.locator("#on_date").fill(day)
    omar.choose("besides the usual ones")
    omar.click("Add this day")
    omar.sees("besides the usual hours")
    omar.page.get_by_label("Pause after a session").select_option("30")
    omar.click("Save your limits")


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:dentist
DTSTAMP:20260101T000000Z
DTSTART:{day}T170000
DTEND:{day}T180000
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
"""


def test_busy_times_are_read_and_the_calendar_address_changes(omar: Visitor) -> None:
    omar.open("/hours/busy")
    omar.click("Read this calendar")
    omar.sees("Please choose a file.")
    day = (now() + timedelta(days=3)).strftime("%Y%m%d")
    file = {"name": "mine.ics", "mimeType": "text/calendar", "buffer": CALENDAR.format(day=day).encode()}
    omar.page.get_by_label("Calendar file").set_input_files(file)  # type: ignore[arg-type]
    omar.click("Read this calendar")
    omar.sees("17:00 – 18:00")
    omar.does_not_see("Dentist")
    omar.open("/hours/feed")
    omar.click("Make the address")
    first = omar.page.get_by_label("Your calendar address").input_value()
    omar.click("Make a new address")
    second = omar.page.get_by_label("Your calendar address").input_value()
    assert [omar.context.request.get(address).status for address in (first, second)] == [404, 200]
    omar.click("Take it back")
    assert omar.context.request.get(second).status == 404
