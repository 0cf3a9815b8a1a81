"""How a page looks in all the ways that it is looked at, and what is wrong with that."""
import os
import pathlib

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
# Where pictures are taken, and the rules tried, without script too: the page is the same but for how times are written.
WITHOUT_SCRIPT = ((360, "dark"), (1440, "light"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARTIFACTS = pathlib.Path(os.environ.get("SOUK_ARTIFACTS", "artifacts"))

SHIFT = """() => new Promise(answer => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => answer(sum)));
})"""
# Whatever ends beyond the window's edge and is not within something that scrolls by itself.
BEYOND = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > width + 1
        && !element.closest(".scroll")).slice(0, 5).map(element => element.outerHTML.slice(0, 120));
}"""
SMALL = """() => [...document.querySelectorAll("a.button, button, input:not([type=hidden]), select, textarea")]
    .filter(element => !element.hidden).map(element => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.width > 0 && element.type !== "checkbox" && element.type !== "radio"
        && (box.width < 24 || box.height < 24))
    .map(([element, box]) => `${element.outerHTML.slice(0, 80)}: ${box.width} × ${box.height}`)"""


def withhold_script(page):
    """The page's own script is empty: axe needs one that runs, so the browser's switch is of no use."""
    page.route("**/assets/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))


def faults_of(page, name, script):
    """Looks at the page that is open in every width, light and dark; keeps pictures. What is wrong, in sentences."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"at {width} beyond the edge: {element}" for element in page.evaluate(BEYOND)]
        faults += [f"at {width} too small to hit: {element}" for element in page.evaluate(SMALL)]
        for scheme in SCHEMES:
            if not script and (width, scheme) not in WITHOUT_SCRIPT:
                continue
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            look = f"{name}-{width}-{scheme}" + ("" if script else "-no-script")
            page.screenshot(path=ARTIFACTS / f"{look}.png", full_page=True)
            faults += [f"{look}: {violation}" for violation in violations(page)]
    return faults


def shift(page):
    """How far the page's parts have moved since it began to load (Cumulative Layout Shift)."""
    return page.evaluate(SHIFT)


def violations(page):
    """What axe finds, with where."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    return [f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:120] for node in rule["nodes"][:3])
            for rule in found.response["violations"]]
