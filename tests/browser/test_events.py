"""Events, walked by students and at the door: found, given back, waited for; checked in, closed, counted."""

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.events_world import FACULTY, LINK, Events, give_back, programme, sweep
from tests.browser.hands import confirm, download, fact, from_the_menu


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
    clara.click("Who came", role="link")
    button = clara.page.locator("main").get_by_role("button", name="Download this list")
    for _twice in range(2):
        assert "Maya Rossi" in download(clara, button).read_text()
    workbook = clara.page.locator("main").get_by_role("button", name="As a workbook")
    assert download(clara, workbook).read_bytes().startswith(b"PK")
    clara.open("/office/events/past")
    clara.sees("Your first contract")
    maya.open("/me/trail")


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
