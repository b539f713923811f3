"""Events, walked by everybody: found, registered for, given back, waited for; planned, checked in, closed, counted."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect

from mentormatch.core.clock import now
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.events_world import FACULTY, LINK, Events, give_back, programme, sweep


def test_a_student_registers_gives_back_waits_and_takes_what_is_kept(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    world = programme(site)
    maya = visitors(width=screen[0], theme=screen[1])
    maya.sign_in(world.maya)
    find(maya)
    register(maya)
    give_it_back(maya)
    take_the_series(maya)
    wait_in_line(maya)
    give_back(site, world.nina, world.full)
    take_what_is_kept(maya)


def find(maya: Visitor) -> None:
    """The talk is in the menu, in the list, and in what is online; its link is nowhere."""
    maya.open("/")
    from_the_menu(maya, "Events")
    maya.sees("How data teams hire", "Write a cover letter", "Full: waiting list")
    maya.page.get_by_label("Kind").select_option(label="Fair")
    maya.click("Show")
    maya.sees("Career fair")
    maya.does_not_see("How data teams hire")
    maya.open("/events?online=1")
    maya.click("How data teams hire", role="link")
    maya.sees("the link is for who is registered", "What stands out, and what does not.")
    assert LINK not in maya.page.content()


def register(maya: Visitor) -> None:
    maya.click("Register", role="link")
    maya.click("Register")
    maya.sees("Please answer this question.")
    maya.choose("No")
    maya.fill("Which question should be answered?", "How do I begin?")
    maya.click("Register")
    maya.sees("You are registered.")
    expect(maya.page.locator("main").get_by_role("link", name="Take part online")).to_have_attribute("href", LINK)
    entry = download(maya, maya.page.locator("main").get_by_role("link", name="Calendar file")).read_text()
    assert "How data teams hire" in entry
    assert LINK in entry
    maya.open("/events/mine")
    maya.sees("How data teams hire")
    maya.open("/sessions")
    maya.click("How data teams hire", role="link")


def give_it_back(maya: Visitor) -> None:
    confirm(maya, "Give my place back", "Give it back")
    maya.sees("Your place is given back.")
    assert LINK not in maya.page.content()


def take_the_series(maya: Visitor) -> None:
    """Both talks with one press; the one that asks says so."""
    maya.click("A day with an analyst", role="link")
    maya.click("Register for all that are open")
    maya.sees("You are registered for 1 event.", "is not among them")


def wait_in_line(maya: Visitor) -> None:
    maya.open("/events")
    maya.click("Write a cover letter", role="link")
    maya.click("Join the waiting list", role="link")
    maya.click("Join the waiting list")
    maya.sees("You are number 1 in line.")


def take_what_is_kept(maya: Visitor) -> None:
    """The first page says that something waits for an answer."""
    maya.open("/")
    maya.click("place is kept for you", role="link")
    maya.sees("A place is kept for you")
    maya.click("Write a cover letter", role="link")
    maya.click("Take the place")
    maya.sees("You are registered.")


def test_people_are_checked_in_and_keep_what_is_left_of_an_event(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    world = programme(site)
    maya, clara = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(world.maya)
    clara.sign_in(world.clara)
    let_in(clara, maya, world)
    tick_and_close(clara, site, world)
    keep_what_is_left(maya, world)
    count(clara, maya, world)


def let_in(clara: Visitor, maya: Visitor, world: Events) -> None:
    """At the door: Maya types the code that Clara shows, Nina is ticked and unticked in the list."""
    clara.open("/office/events")
    clara.click("Career fair", role="link")
    clara.click("Check in", role="link")
    clara.click("Code at the door", role="link")
    code = clara.page.locator(".door-code").inner_text().strip()
    maya.open(f"/events/{world.door}")
    maya.fill("Code at the door", "AAAAAA")
    maya.click("I am here")
    maya.sees("This is not the code")
    maya.fill("Code at the door", code.lower())
    maya.click("I am here")
    maya.sees("You are here.")
    clara.back("Check in")
    clara.sees("1 of 2 are here")
    clara.fill("Name", "nina")
    clara.click("Search")
    clara.does_not_see("Maya Rossi")
    clara.click("Came Nina Weber")
    clara.sees("2 of 2 are here")
    clara.click("Undo Nina Weber")
    clara.sees("1 of 2 are here")
    clara.click("Everybody", role="link")


def tick_and_close(clara: Visitor, site: Site, world: Events) -> None:
    """Yesterday's list is ticked today; once the event is over, its recording is added."""
    clara.open(f"/office/events/{world.gone}/check-in")
    clara.click("Came Maya Rossi")
    clara.click("Came Student 1")
    clara.sees(f"2 of {FACULTY + 2} are here")
    sweep(site)
    clara.back("Your first contract")
    clara.sees("Over", "Did not come")
    clara.fill("Recording", "video.example.org/contract")
    clara.click("Save")
    clara.sees("https://")
    clara.fill("Recording", "https://video.example.org/contract")
    clara.fill("Slides", "https://slides.example.org/contract")
    clara.click("Save")
    clara.sees("Saved.")


def keep_what_is_left(maya: Visitor, world: Events) -> None:
    maya.open("/events/mine")
    maya.sees("you were there")
    maya.click("Say how it was", role="link")
    maya.choose("It helped me a lot")
    maya.fill("What should stay, what should change?", "More about notice.")
    maya.click("Send")
    maya.sees("Thank you.", "You were there.")
    main = maya.page.locator("main")
    expect(main.get_by_role("link", name="Recording")).to_have_attribute("href", "https://video.example.org/contract")
    expect(main.get_by_role("link", name="Slides")).to_be_visible()
    paper = download(maya, main.get_by_role("link", name="Certificate"))
    assert paper.read_bytes().startswith(b"%PDF")


def count(clara: Visitor, maya: Visitor, world: Events) -> None:
    """Fill, who missed it, whom it reached, what they say, and the list as files."""
    clara.open(f"/office/events/{world.gone}")
    clara.sees("More about notice.", "All degrees together")
    expect(fact(clara, "Registered")).to_have_text(str(FACULTY + 2))
    expect(fact(clara, "Came")).to_have_text("2")
    expect(fact(clara, "Did not come")).to_have_text(str(FACULTY))
    clara.click("Who comes", role="link")
    button = clara.page.locator("main").get_by_role("button", name="Download this list")
    for _twice in range(2):
        assert "Maya Rossi" in download(clara, button).read_text()
    workbook = clara.page.locator("main").get_by_role("button", name="As a workbook")
    assert download(clara, workbook).read_bytes().startswith(b"PK")
    clara.open("/office/events/past")
    clara.sees("Your first contract")
    maya.open("/me/trail")


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


def test_registering_and_giving_back_and_the_list_at_the_door_without_javascript(visitors: Visit, site: Site) -> None:
    world = programme(site)
    nina, clara = (visitors(scripted=False) for _ in range(2))
    nina.sign_in(world.nina)
    clara.sign_in(world.clara)
    nina.open("/events")
    nina.click("How data teams hire", role="link")
    nina.click("Register", role="link")
    nina.choose("Yes")
    nina.click("Register")
    nina.sees("You are registered.", "Take part online")
    confirm(nina, "Give my place back", "Give it back")
    nina.sees("Your place is given back.")
    clara.open(f"/office/events/{world.door}/check-in")
    clara.click("Came Nina Weber")
    clara.sees("1 of 2 are here")
    clara.fill("Name", "maya")
    clara.click("Search")
    clara.click("Came Maya Rossi")
    clara.click("Undo Maya Rossi")
    clara.click("Everybody", role="link")
    clara.sees("1 of 2 are here")


def from_the_menu(visitor: Visitor, name: str) -> None:
    """A place of the menu; on a phone those that have no room stand behind "More"."""
    link = visitor.page.locator("header, nav").get_by_role("link", name=name).filter(visible=True)
    if not link.count():
        visitor.page.locator("summary").filter(has_text="More").first.click()
    link.first.click()
    visitor.arrive()


def confirm(visitor: Visitor, summary: str, button: str) -> None:
    """A deed that is asked about once."""
    visitor.page.locator("main summary").filter(has_text=summary).first.click()
    visitor.look()
    visitor.page.locator("main dialog").get_by_role("button", name=button).filter(visible=True).first.click()
    visitor.arrive()


def fact(visitor: Visitor, word: str) -> Locator:
    return visitor.page.locator("main dt").get_by_text(word, exact=True).locator("xpath=following-sibling::dd").first


def download(visitor: Visitor, target: Locator) -> Path:
    with visitor.page.expect_download() as found:
        target.first.click()
    return found.value.path()
