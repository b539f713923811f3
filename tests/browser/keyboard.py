"""A person without a mouse: Tab walks to what is named, Enter and Space do it. Nothing here clicks."""

from playwright.sync_api import Download, Locator, expect

from tests.browser.conftest import Visitor

#: More stops than this are on no page: the focus is caught somewhere, or never comes there.
MOST_STOPS = 400
#: Where the focus is, seen from an element: 0 on it, 1 or -1 in which direction one has to go.
WHERE = """element => {
  const here = document.activeElement;
  if (here === element) return 0;
  return element.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING || here === document.body ? 1 : -1;
}"""
#: Whether something else lies over all of an element; a dot or box that is drawn by its label is seen as that label.
COVERED = """element => {
  const shown = element.getBoundingClientRect().width > 4 ? element : element.closest("label") ?? element;
  const { x, y, width, height } = shown.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9];
  const places = shares.flatMap((across) => shares.map((down) => [x + across * width, y + down * height]));
  return places.every((place) => {
    const top = document.elementFromPoint(...place);
    return !top || !(shown.contains(top) || top.contains(shown));
  });
}"""


class Keyboard:
    """The keys under one visitor's hands. Pages that are come to are looked at, as ``Visitor`` does."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.main = self.page.locator("main")

    def walk_to(self, target: Locator) -> None:
        """Tab, or Shift and Tab, until the focus is there; it must be seen then, with no bar over it."""
        for _stop in range(MOST_STOPS):
            direction = target.evaluate(WHERE)
            if not direction:
                if target.evaluate(COVERED):
                    self.visitor.troubles.append(f"{self.page.url}: the focus is covered on {target}")
                return
            self.page.keyboard.press("Tab" if direction > 0 else "Shift+Tab")
        raise AssertionError(f"Tab does not come to {target}")

    def go(self, name: str, *, role: str = "button", within: Locator | None = None) -> None:
        """Enter on a button or link that leads to another page."""
        self.walk_to(self._named(name, role, within))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.visitor.arrive()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        self.go(name, role="link", within=within)

    def back(self, to: str) -> None:
        """The way back stands above the page, and on a phone in the header."""
        self.go(to, role="link", within=self.page.locator("body"))

    def confirm(self, summary: str, button: str) -> None:
        """A deed that is asked about once: unfold, look, and say yes."""
        self.walk_to(self.main.locator("summary").filter(has_text=summary).first)
        self.page.keyboard.press("Enter")
        dialog = self.main.locator("dialog[open]")
        expect(dialog).to_be_visible()
        self.visitor.look()
        self.go(button, within=dialog)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def lead(self, key: str) -> None:
        """A key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.visitor.arrive()

    def write(self, label: str, text: str) -> None:
        """Write over what stands in a field."""
        self.walk_to(self.main.get_by_label(label).and_(self.page.locator("input, textarea")).first)
        self.keys("Control+a")
        self.page.keyboard.insert_text(text)

    def pick(self, field: Locator, option: str) -> None:
        """Choose from a list by typing the first letters."""
        self.walk_to(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def turn_to(self, label: str) -> None:
        """Choose one of several cards by the arrows."""
        wanted = self.main.get_by_label(label).and_(self.page.locator("[type=radio]")).first
        group = self.page.locator(f"[type=radio][name={wanted.get_attribute('name')}]")
        checked = next((one for one in group.all() if one.is_checked()), group.first)
        self.walk_to(checked)
        self.keys("Space")
        for _card in range(group.count()):
            if wanted.is_checked():
                return
            self.keys("ArrowDown")
        raise AssertionError(f"the arrows do not come to {label}")

    def choose_file(self, label: str, name: str, content: bytes) -> None:
        """Come to the field by the keyboard; the dialog that opens there is the system's."""
        field = self.main.get_by_label(label).first
        self.walk_to(field)
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})

    def download(self, name: str) -> Download:
        self.walk_to(self._named(name, "link", None))
        with self.page.expect_download() as download:
            self.keys("Enter")
        return download.value

    def _named(self, name: str, role: str, within: Locator | None) -> Locator:
        return (within or self.main).get_by_role(role, name=name).filter(visible=True).first  # type: ignore[arg-type]
