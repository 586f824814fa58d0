"""The week of 65 studios and 1,500 bookings: what the server takes, and whether it moves in the browser.

    .venv/bin/python bench/studio_calendar.py [--rounds 40] [--no-browser]

BENCH_FOLDER names another disk for the home. The page is asked for through the whole product: session, scope,
ledger, template. Its peer takes turns with it in the same run: the same bookings and names, read and told
likewise, as a plain table of five columns by a Django template.

The browser part needs Chromium. It records a trace while the sheet is scrolled both ways with the wheel and a
booking is dragged across it, and prints how far apart frames were and how much of the processor the
renderer's main thread took at a stretch (over 50 ms is what a hand feels). On a busy machine the processor's
time tells more than the clock's: both are printed of the server, too.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

_PLACE = os.environ.get("BENCH_FOLDER", Path(__file__).parent)
_HOME = tempfile.TemporaryDirectory(prefix="lianxin-bench-", dir=_PLACE)
os.environ |= {"LIANXIN_HOME": _HOME.name, "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop
STUDIOS, BOOKINGS, MEMBERS = 65, 1500, 400
MONDAY = date(2030, 3, 4)  # ahead, so that bookings can be moved
WARM = 3
_PLAIN = """<table>{% for row in rows %}<tr><td>{{ row.studio_id }}</td>
<td>{{ row.starts_at|date:"Y-m-d H:i" }}</td><td>{{ row.ends_at|date:"H:i" }}</td>
<td>{{ row.who }}</td><td>{{ row.status }}</td></tr>
{% endfor %}</table>"""

_FRAMES = """() => {
  const at = (window.frames_ = []);
  const tick = (now) => { at.push(now); if (window.frames_ === at) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


def prepare() -> Any:
    """The studio manager who looks."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lianxin.accounts.models import User
    from lianxin.people.models import Member
    from lianxin.spaces.models import Base, Booking, Studio

    Member.unscoped.bulk_create(
        Member(member_no=f"M{n:04d}", name=f"成员{n:04d}", stage_name=f"主播{n:04d}", kind="主播",
               joined_on="2021-01-01", focus=False)
        for n in range(MEMBERS)
    )  # fmt: skip
    Base.unscoped.bulk_create(Base(name=f"基地{n}", opened_on="2021-01-01") for n in range(2))
    Studio.unscoped.bulk_create(
        Studio(studio_no=f"Z{n:03d}", base_id=f"基地{n % 2}", kind="VIP" if n % 6 == 0 else "标准",
               opens=("08:00-02:00", "09:00-24:00")[n % 3 == 0], opened_on="2021-01-01")
        for n in range(STUDIOS)
    )  # fmt: skip
    Booking.unscoped.bulk_create(
        Booking(booking_no=f"B{n:05d}", studio_id=studio, member_id=f"M{n * 7 % MEMBERS:04d}",
                starts_at=start, ends_at=start + timedelta(hours=2, minutes=30), status="已预约")
        for n, (studio, start) in zip(range(BOOKINGS), _slots(), strict=False)
    )  # fmt: skip
    return User.objects.create_user("studio", role=User.Role.STUDIO_MANAGER)


def _slots() -> Iterator[tuple[str, datetime]]:
    """Four a day and studio, 2.5 hours each, half an hour between."""
    from lianxin.lib.dates import BEIJING

    for n in range(4):
        for day in range(7):
            for studio in range(STUDIOS):
                begin = datetime.combine(MONDAY + timedelta(days=day), datetime.min.time(), BEIJING)
                yield f"Z{studio:03d}", begin + timedelta(hours=10 + 3 * n, minutes=30 * (studio % 2))


def session_of(user: Any) -> Any:
    """A client that is logged in, second factor and all."""
    from allauth.account.internal.flows import login
    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    kept = client.session
    kept[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    kept[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    kept.save()
    return client


def plain_page(user: Any) -> Callable[[], int]:
    from django.template import engines

    from lianxin.core import ledger
    from lianxin.people.models import Member
    from lianxin.spaces.models import Booking

    template = engines["django"].from_string(_PLAIN)

    def page() -> int:
        with ledger.event(user.who, "plain"):
            rows = list(Booking.objects.visible_to(user).order_by("starts_at"))
            names = {m.member_no: m.stage_name for m in Member.objects.visible_to(user)}
            for row in rows:
                row.who = names[row.member_id]
            return len(template.render({"rows": rows}))

    return page


def timed(works: dict[str, Callable[[], int]], rounds: int) -> dict[str, tuple[float, float, int]]:
    """Median milliseconds by the clock and of the processor, and bytes, of each, taking turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    sizes = {}
    for number in range(rounds + WARM):
        for name, work in works.items():
            begun, busy = time.perf_counter(), time.process_time()
            sizes[name] = work()
            if number >= WARM:
                times[name].append((time.perf_counter() - begun, time.process_time() - busy))
    return {
        name: (*(1000 * statistics.median(part) for part in zip(*found, strict=True)), sizes[name])
        for name, found in times.items()
    }


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None: ...


@contextmanager
def served() -> Iterator[str]:
    from lianxin.config.wsgi import application

    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def in_the_browser(client: Any, path: str) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        drawn = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        nodes = page.evaluate("document.querySelectorAll('*').length")
        print(f"browser: {nodes} elements, complete after {drawn:.0f} ms")
        _report("scroll", page, _scroll)
        _report("drag", page, _drag)
        browser.close()


def _scroll(page: Any) -> None:
    box = page.locator("[data-board]").bounding_box()
    page.mouse.move(box["x"] + 600, box["y"] + 300)
    for by in [(0, 120)] * 20 + [(60, 0)] * 10 + [(0, -120)] * 20:
        page.mouse.wheel(*by)
        page.wait_for_timeout(16)


def _drag(page: Any) -> None:
    box = page.locator(".bk[data-no]:visible").nth(3).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    for n in range(60):
        page.mouse.move(x + 5 * n, y + 6 * n)
        page.wait_for_timeout(16)
    page.keyboard.press("Escape")
    page.mouse.up()


def _report(name: str, page: Any, work: Callable[[Any], None]) -> None:
    """A trace of what the renderer's main thread did meanwhile."""
    tracer = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done = []
    tracer.on("Tracing.dataCollected", lambda said: events.extend(said["value"]))
    tracer.on("Tracing.tracingComplete", lambda _said: done.append(True))
    tracer.send(
        "Tracing.start", {"categories": "toplevel,devtools.timeline,disabled-by-default-devtools.timeline"}
    )
    page.evaluate(_FRAMES)
    work(page)
    frames = page.evaluate("() => { const at = window.frames_; window.frames_ = null; return at; }")
    tracer.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    apart = sorted(after - before for before, after in pairwise(frames))
    busy = _main_thread(events)
    print(f"{name}: {len(frames)} frames {_at(apart, 0.5):.1f} ms apart, 95 % within {_at(apart, 0.95):.1f}")
    print(
        f"{name}: main thread at most {busy[-1]:.1f} ms of the processor at a stretch, "
        f"95 % within {_at(busy, 0.95):.1f}, over 50 ms: {sum(one > 50 for one in busy)} of {len(busy)}"
    )
    if folder := os.environ.get("BENCH_TRACES"):
        (Path(folder) / f"calendar-{name}.json").write_text(json.dumps({"traceEvents": events}))


def _main_thread(events: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of the processor for each task of the page's main thread, least first."""
    names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e.get("name") == "thread_name"}
    tasks = [e for e in events if e.get("name") == "RunTask" and "tdur" in e]
    mains = [e for e in tasks if names.get((e["pid"], e["tid"])) == "CrRendererMain"]
    return sorted(e["tdur"] / 1000 for e in mains)


def _at(sorted_values: list[float], share: float) -> float:
    return sorted_values[min(int(len(sorted_values) * share), len(sorted_values) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--no-browser", action="store_true")
    asked = parser.parse_args()
    user = prepare()
    client = session_of(user)
    path = f"/spaces/?view=week&day={MONDAY}"

    def ours() -> int:
        answer = client.get(path)
        assert answer.status_code == 200, answer.status_code
        assert answer.content.count(b'class="bk ') >= BOOKINGS
        return len(answer.content)

    found = timed({"ours": ours, "plain": plain_page(user)}, asked.rounds)
    (mine, cpu, size), (theirs, their_cpu, _) = found["ours"], found["plain"]
    print(
        f"load {os.getloadavg()[0]:.1f}; week of {STUDIOS} studios, {BOOKINGS} bookings, {size / 1000:.0f} kB"
    )
    print(f"ours {mine:.0f} ms, {cpu:.0f} of the processor")
    print(f"the same rows as a plain table {theirs:.0f} ms, {their_cpu:.0f}; ratio {cpu / their_cpu:.2f}")
    if not asked.no_browser:
        in_the_browser(client, path)


if __name__ == "__main__":
    main()
