"""Events, walked by organisers: drafted, published, spoken at, given by hand, called off."""

from datetime import timedelta

from mentormatch.core.clock import now
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.events_world import Events, give_back, programme
from tests.browser.hands import confirm


def test_an_organiser_plans_publishes_and_calls_off(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    world = programme(site)
    cora, omar, maya = (visitors(width=screen[0], theme=screen[1]) for _ in range(3))
    cora.sign_in(world.cora)
    omar.sign_in(world.omar)
    maya.sign_in(world.maya)
    plan(cora)
    name_speakers(cora, world)
    cora.click("Publish")
    cora.sees("The event is published.")
    speak(omar, maya)
    give_a_place_by_hand(cora, maya, site, world)
    plan_the_next_and_call_off(cora, maya)


def plan(cora: Visitor) -> None:
    """Drafted with a fault first; nothing that was typed is lost."""
    cora.open("/")
    cora.open("/office/events")
    cora.click("New event", role="link")
    cora.fill("Title", "From notebook to product")
    cora.choose("Workshop")
    cora.fill("What it is about", "Bring your laptop.\n\nWe build a small service.")
    cora.fill("Series", "Data careers")
    day = (now() + timedelta(days=20)).date()
    cora.fill("Starts", f"{day}T17:30")
    cora.fill("Ends", f"{day}T17:00")
    cora.fill("Places", "20")
    cora.page.get_by_text("Questions at registration").click()
    cora.fill("Question", "Which laptop?")
    cora.click("Save")
    cora.sees("An event ends after it starts", "Say where it is")
    cora.fill("Ends", f"{day}T19:00")
    cora.fill("Room", "Room 12")
    cora.click("Save")
    cora.sees("From notebook to product", "Draft", "Data careers")


def name_speakers(cora: Visitor, world: Events) -> None:
    """A guest of the house, and Omar, who is asked once the event is published."""
    add_speaker(cora, "Iris Blom", "")
    cora.sees("Iris Blom")
    add_speaker(cora, "Omar Haddad", "nobody@example.org")
    cora.sees("No mentor has this address.")
    cora.fill("Address, if they are a mentor here", world.omar_email)
    cora.click("Add", exact=True)
    cora.sees("Is asked when it is published")


def add_speaker(cora: Visitor, name: str, email: str) -> None:
    cora.page.get_by_text("Add a speaker").click()
    cora.fill("Name", name)
    cora.fill("A few words about them", "Builds recommendation services.")
    cora.fill("Address, if they are a mentor here", email)
    cora.click("Add", exact=True)


def speak(omar: Visitor, maya: Visitor) -> None:
    """Omar finds the question on his first page; Maya sees him only once he has agreed."""
    omar.open("/")
    maya.open("/events")
    maya.click("From notebook to product", role="link")
    maya.sees("Iris Blom")
    maya.does_not_see("Omar Haddad")
    omar.click("asked to speak", role="link")
    omar.click("Answer", role="link")
    omar.click("I agree to be shown, and speak")
    omar.sees("You agreed.")
    maya.page.reload()
    maya.click("Omar Haddad", role="link")
    maya.sees("speaks at")


def give_a_place_by_hand(cora: Visitor, maya: Visitor, site: Site, world: Events) -> None:
    """Maya waits where organisers choose; Nina's place becomes free and is given to her."""
    maya.open(f"/events/{world.full}/register")
    maya.click("Join the waiting list")
    cora.open(f"/office/events/{world.full}")
    cora.click("Change", role="link")
    cora.choose("By hand: organisers choose")
    cora.click("Save")
    cora.sees("The event is changed.")
    give_back(site, world.nina, world.full)
    cora.click("Who comes", role="link")
    cora.click("Give a place")
    cora.sees("A place is kept for Maya Rossi.")
    confirm(cora, "Take off", "Take off")
    cora.sees("Maya Rossi is off this event, and is told.")


def plan_the_next_and_call_off(cora: Visitor, maya: Visitor) -> None:
    cora.open("/office/events")
    cora.click("From notebook to product", role="link")
    cora.click("Next of the series")
    cora.sees("This is the next of the series, as a draft.")
    cora.click("Save")
    confirm(cora, "Call off", "Call it off")
    cora.sees("The event is called off.")
    cora.open("/office/events")
    cora.click("From notebook to product", role="link")
    confirm(cora, "Call off", "Call it off")
    cora.sees("Please say why: it is in the letter to everybody.")
    cora.page.locator("main summary").filter(has_text="Call off").first.click()
    cora.fill("Why", "The room is flooded.")
    cora.click("Call it off")
    cora.sees("Called off", "The room is flooded.")
    cora.open("/office/events/past")
    maya.open("/events")
