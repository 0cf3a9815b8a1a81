"""What somebody does with mouse and keyboard, counted."""


class Hands:
    def __init__(self, page):
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, role, name, within=None):
        self.clicks += 1
        (within or self.page).get_by_role(role, name=name, exact=True).click()

    def into(self, label):
        """Clicks a box, so that typing goes there and replaces what is in it."""
        self.clicks += 1
        self.page.get_by_label(label, exact=True).click(click_count=3)

    def type(self, text):
        self.keys += len(text)
        self.page.keyboard.type(text)

    def press(self, key, times=1):
        self.keys += times
        for _ in range(times):
            self.page.keyboard.press(key)

    def send(self):
        """Enter sends the form that the cursor is in."""
        self.keys += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tab_to(self, role, name, most=60):
        """Goes on by the Tab key until what is meant has the focus; everything on the way can be seen to have it."""
        self.go_to(self.page.get_by_role(role, name=name, exact=True).first, "Tab", most)

    def tab_back_to(self, target):
        self.go_to(target, "Shift+Tab", 60)

    def go_to(self, target, key, most):
        for _ in range(most):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press(key)
            assert self.page.evaluate(FOCUS_IS_SEEN), self.page.evaluate("document.activeElement.outerHTML")
        raise AssertionError(f"{target} was not reached by {most} times {key}")


# A ring around it, and within the window.
FOCUS_IS_SEEN = """() => {
    const element = document.activeElement;
    if (element === document.body) return true;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight
        && box.width > 0;
}"""
