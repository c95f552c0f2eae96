"""The pictures of the service's pages in docs/pictures/pages/: an office at work, shown by Chromium.

`python -m tools.service_pictures` draws them; a folder and `--all` draw every page four times, to look at.
"""

import sys
import tempfile
from pathlib import Path

from api.store import Database
from api.store.migrate import migrate
from tests.api.pages.browser import DESKTOP, PHONE, Visitor, browsing
from tests.api.pages.places import OF
from tests.api.pages.scene import Scene, serving

ROOT = Path(__file__).resolve().parent.parent
KEPT = {("home", "desktop", "light"), ("home", "phone", "dark"), ("review-list", "desktop", "light"),
        ("seat", "desktop", "light"), ("publish", "desktop", "dark"), ("duty", "desktop", "light"),
        ("plan", "phone", "light"), ("hall", "desktop", "light"), ("my", "phone", "light"),
        ("public-notice", "desktop", "light"), ("working-days", "desktop", "light")}  # fmt: skip
"""The few that the documents keep."""


def main(out: Path, every: bool) -> None:
    """Draws them into the folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        database = Database(f"sqlite:///{temporary}/lunzhi.db")
        migrate(database)
        scene = Scene(database)
        scene.solved(scene.plan_id)
        with serving(database, Path(temporary)) as address, browsing() as browser:
            for size_name, size in (("desktop", DESKTOP), ("phone", PHONE)):
                for look in ("light", "dark"):
                    for login, places in OF.items():
                        visitor = Visitor(browser, address, size=size, dark=look == "dark")
                        for name, path in places.items():
                            if name in ("home", "my", "offices"):  # the login comes before it
                                visitor.log_in(login)
                            if every or (name, size_name, look) in KEPT:
                                visitor.page.goto(scene.at(path))
                                visitor.page.screenshot(path=out / f"{name}-{size_name}-{look}.png", full_page=every)
                        visitor.context.close()
        database.close()


if __name__ == "__main__":
    chosen = [one for one in sys.argv[1:] if one != "--all"]
    main(Path(chosen[0]) if chosen else ROOT / "docs" / "pictures" / "pages", "--all" in sys.argv)
