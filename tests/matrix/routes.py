"""Who may open what: written by hand, from the charter, never from the code that is tested.

A route that is not here fails the suite, and so does a line here without its route.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from matrix.district import NUMBERS, VARIANTS
from matrix.planned import PRODUCT
from matrix.world import ANONYMOUS, ROLES, World

from lianxin.planning.models import Draft
from lianxin.spaces.queries import token_of

EVERYBODY = frozenset(ROLES)
USERS = EVERYBODY - {ANONYMOUS}
OUTSIDE = frozenset({"member", "grower"})
ADMIN = frozenset({"administrator"})
WORKING = USERS - OUTSIDE - ADMIN
OFFICE = frozenset({"office"})
READERS = frozenset({"office", "auditor"})
MANAGING = frozenset({"office", "administrator"})
PERSON = frozenset({"member"})
IMPORTING = frozenset({"office", "market_staff"})

_ROLES = ("liaison_officer", "unit_contact", "studio_manager", "trainer", "market_staff", "member", "grower")
_LETTERS = {"a": VARIANTS, "O": ("own",), "OS": ("own", "same"), "m": (), "-": ()}
#: Whose rows of a sheet each role sees: a(ll), O(wn), S(ame unit), m(ade by them: none of these). Office,
#: auditor: all; administrator: none.
_SEEN = """
                officer contact studio trainer market member grower
members         a       OS      a      a       a      O      -
organisations   a       OS      a      a       a      -      OS
accounts        O       OS      -      -       -      O      -
officers        a       a       a      a       a      -      -
assignments     O       -       -      -       -      O      -
contacts        O       -       -      -       -      O      -
cases           O       OS      -      -       -      O      -
meetings        a       OS      a      a       a      -      -
resolutions     a       OS      a      a       a      -      -
measures        a       OS      a      a       a      -      -
events          a       a       a      a       a      -      -
attendances     O       -       -      a       -      O      -
certificates    -       -       -      a       -      O      -
bases           a       a       a      a       a      -      -
studios         a       a       a      a       a      -      -
bookings        O       -       a      m       m      O      -
appointments    O       -       -      -       -      O      -
proposals       O       OS      -      -       -      O      -
campaigns       a       a       a      a       a      -      -
participations  O       -       -      -       -      O      -
donations       O       OS      -      -       -      O      -
honours         O       -       -      -       -      O      -
mentorships     O       -       -      -       -      O      -
works           O       -       -      -       -      O      -
work_stats      O       -       -      -       -      O      -
outlets         a       OS      a      a       a      -      -
products        a       OS      a      a       a      -      OS
listings        O       -       -      -       a      O      OS
contracts       a       OS      a      a       a      -      OS
investments     O       OS      -      -       a      O      -
live_sessions   O       -       -      -       a      O      -
live_items      O       -       -      -       a      O      OS
rankings        a       a       a      a       a      -      -
questions       a       OS      a      a       a      -      -
"""
#: Who changes rows beside the office: everything that is seen, or an officer what is about the own members.
_KEEPERS = {
    "studio_manager": ("bases", "studios", "bookings"),
    "trainer": ("events", "attendances", "certificates"),
    "market_staff": ("outlets", "products", "listings", "contracts", "investments", "live_sessions",
                     "live_items", "rankings"),
    "liaison_officer": ("members", "accounts", "contacts", "cases"),
}  # fmt: skip
#: A sheet that every method is tried on; the others get what their pages answer.
THOROUGH = ("contacts",)
#: Sheets of every kind of rule, for pages that change rows.
KINDS = (
    "organisations",
    "members",
    "contacts",
    "cases",
    "attendances",
    "bookings",
    "measures",
    "products",
    "listings",
)


def _seen() -> dict[str, dict[str, tuple[str, ...]]]:
    found = {}
    for line in _SEEN.strip().splitlines()[1:]:
        name, *letters = line.split()
        found[name] = dict(zip(_ROLES, (_LETTERS[letter] for letter in letters), strict=True))
        found[name] |= {"office": VARIANTS, "auditor": VARIANTS, "administrator": ()}
    return found


SEEN = _seen()
SHEETS = tuple(SEEN)


def seen_by(sheet: str, variant: str) -> frozenset[str]:
    return frozenset(role for role, variants in SEEN[sheet].items() if variant in variants)


def known_to(sheet: str) -> frozenset[str]:
    """To whom the sheet is anything at all."""
    makers = {"trainer", "market_staff"} if sheet == "bookings" else frozenset()
    return frozenset(role for role, variants in SEEN[sheet].items() if variants or role in makers)


def changed_by(sheet: str, variant: str) -> frozenset[str]:
    found = {"office"} | {role for role, sheets in _KEEPERS.items() if sheet in sheets}
    return frozenset(found if variant == "own" else found - {"liaison_officer"})


@dataclass(frozen=True)
class Case:
    """One object of a route. `open_to`: for whom it is there; to others it is missing. `changed_by`: who may
    do what the route does with it; others who see it are refused."""

    variant: str = "-"
    kwargs: dict[str, Any] = field(default_factory=dict)
    open_to: frozenset[str] = EVERYBODY
    changed_by: frozenset[str] = EVERYBODY
    query: str = ""
    thorough: bool = True
    #: What a POST says of this object, if not what the route says.
    data: dict[str, str] | None = None
    #: Who may POST, where more may look.
    posted_by: frozenset[str] = EVERYBODY


Cases = Callable[[World, str], Iterator[Case]]


@dataclass(frozen=True)
class Route:
    """`methods`: what it answers. `who`: who gets in; `denied`, `outside`: what the others get. `data`: what
    a POST says. `also`: statuses that are fine beside 200 and a redirect."""

    methods: str
    who: frozenset[str] = USERS
    cases: Cases | None = None
    denied: int = 403
    #: What members and growers get, if something else.
    outside: int = 0
    data: dict[str, str] = field(default_factory=dict)
    also: frozenset[int] = frozenset()
    #: Open to staff who have not used their second factor yet.
    early: bool = False
    #: Leads to the login page, also somebody who may.
    leaves: bool = False


def members(world: World, role: str) -> Iterator[Case]:
    for variant in VARIANTS:
        yield Case(variant, {"member_no": NUMBERS[variant]}, seen_by("members", variant))
    yield Case("missing", {"member_no": "KN0000"}, frozenset())


def organisations(world: World, role: str) -> Iterator[Case]:
    for variant in ("own", "other"):
        yield Case(variant, {"pk": world.rows["organisations", variant]}, seen_by("organisations", variant))
    yield Case("missing", {"pk": 10**9}, frozenset())


def records(pk: str = "pk", name: str = "name", *, change: bool = False) -> Cases:
    """A row of each sheet."""

    def cases(world: World, role: str) -> Iterator[Case]:
        for sheet in KINDS if change else SHEETS:
            thorough = sheet in THOROUGH
            for variant in VARIANTS:
                kwargs = {name: sheet, pk: world.rows[sheet, variant]}
                may = changed_by(sheet, variant) if change else EVERYBODY
                yield Case(variant, kwargs, seen_by(sheet, variant), may, thorough=thorough)
            yield Case("missing", {name: sheet, pk: 10**9}, frozenset(), thorough=thorough)
        yield Case("missing", {name: "no-such-sheet", pk: 1}, frozenset())

    return cases


def each_sheet(
    who: Callable[[str], frozenset[str]] = known_to,
    name: str = "name",
    among: Iterable[str] = SHEETS,
    **more: Any,
) -> Cases:
    def cases(world: World, role: str) -> Iterator[Case]:
        for sheet in among:
            yield Case("-", {name: sheet, **more}, who(sheet), thorough=sheet in THOROUGH)
        yield Case("missing", {name: "no-such-sheet", **more}, frozenset())

    return cases


def fixed(*found: Case) -> Cases:
    return lambda world, role: iter(found)


MISSING = frozenset[str]()


#: Who sees more than the name of whom.
_WHOLE = {
    "own": READERS | {"liaison_officer", "unit_contact"},
    "same": READERS | {"unit_contact"},
    "other": READERS,
}


def _sessions(world: World, role: str) -> Iterator[Case]:
    """Sessions of the user's own, of somebody else, of nobody."""
    for variant, pk in (
        ("own", world.logins.get(role, 0)),
        ("other", world.logins["stranger"]),
        ("missing", 10**9),
    ):
        yield Case(variant, {"pk": pk}, USERS if variant == "own" else MISSING)


def _users(world: World, role: str, **more: str) -> Iterator[Case]:
    """Of the office's people; one who watches over the office; the user's own account; nobody's."""
    yield Case("same", {"pk": world.users["member"].pk, **more}, MANAGING)
    yield Case("other", {"pk": world.users["auditor"].pk, **more}, ADMIN)
    if role in MANAGING:
        yield Case("own", {"pk": world.users[role].pk, **more}, MISSING)
    yield Case("missing", {"pk": 10**9, **more}, MISSING)


def _user_verbs(world: World, role: str) -> Iterator[Case]:
    for verb in ("invite", "disable", "enable", "end-sessions", "ask-reset", "confirm-reset"):
        yield from _users(world, role, verb=verb)


def _batches(world: World, role: str) -> Iterator[Case]:
    yield Case("own", {"batch_no": world.batch}, OFFICE)
    yield Case("missing", {"batch_no": "20000101-0001"}, MISSING)


def _problems(world: World, role: str) -> Iterator[Case]:
    yield Case("missing", {"batch_no": world.batch, "pk": 10**9}, MISSING)


def _changes(world: World, role: str) -> Iterator[Case]:
    """What a file brought in is taken back by those who may change the row."""
    for sheet in KINDS:
        for variant in VARIANTS:
            kwargs = {"name": sheet, "change": world.changes[sheet, variant]}
            may = changed_by(sheet, variant)
            yield Case(variant, kwargs, seen_by(sheet, variant), may, thorough=sheet in THOROUGH)
        missing = {"name": sheet, "change": 10**9}
        yield Case("missing", missing, MISSING, thorough=sheet in THOROUGH)


def _options(world: World, role: str) -> Iterator[Case]:
    yield Case("own", {"name": "contacts", "column": "member_no"}, known_to("contacts") & known_to("members"))
    yield Case("own", {"name": "cases", "column": "lead_unit"}, known_to("cases") & known_to("organisations"))
    yield Case("missing", {"name": "contacts", "column": "summary"}, MISSING)
    yield Case("missing", {"name": "no-such-sheet", "column": "x"}, MISSING)


def _revealed(world: World, role: str) -> Iterator[Case]:
    for sheet, column in (("members", "phone"), ("organisations", "contact")):
        for variant in ("own", "other"):
            kwargs = {"name": sheet, "pk": world.rows[sheet, variant]}
            whole = seen_by(sheet, variant)
            whole = _WHOLE[variant] if sheet == "members" else whole
            yield Case(variant, kwargs, whole, query="", data={"column": column, "text": "核对一次名单"})
        yield Case(
            "missing", {"name": sheet, "pk": 10**9}, MISSING, data={"column": column, "text": "核对名单"}
        )


def _requests(world: World, role: str, everybody: frozenset[str] = READERS) -> Iterator[Case]:
    """What people asked of the office; `everybody`: who sees them all."""
    for variant, pk in world.asked.items():
        yield Case(variant, {"pk": pk}, everybody | ({"member"} if variant == "own" else MISSING))
    yield Case("missing", {"pk": 10**9}, MISSING)


def _own_requests(world: World, role: str) -> Iterator[Case]:
    return _requests(world, role, MISSING)


def _opened(world: World, role: str) -> Iterator[Case]:
    """Members of whom more than the name is shown."""
    for case in members(world, role):
        yield Case(case.variant, case.kwargs, _WHOLE.get(case.variant, MISSING))


def _looks(world: World, role: str) -> Iterator[Case]:
    """Entries of the ledger about oneself; about somebody else; none."""
    for variant, seq in world.entries.items():
        yield Case(variant, {"seq": seq}, READERS | ({"member"} if variant == "own" else MISSING))
    yield Case("missing", {"seq": 10**9}, MISSING)


def _corrected(world: World, role: str) -> Iterator[Case]:
    for variant in VARIANTS:
        kwargs = {"sheet": "contacts", "pk": world.rows["contacts", variant], "column": "summary"}
        yield Case(variant, kwargs, seen_by("contacts", variant), data={"wanted": "别的话", "text": "记错了"})
    yield Case("missing", {"sheet": "contacts", "pk": 10**9, "column": "summary"}, MISSING)
    yield Case(
        "missing", {"sheet": "contacts", "pk": world.rows["contacts", "own"], "column": "no_such"}, MISSING
    )


#: A figure of rows about members, one of rows about units, one of sales, one that there is not.
_PERSONAL, _PUBLIC, _SALES = "liaison.contacts", "council.meetings", "sales.gross"
_SEE_ALL_CONTACTS = READERS
_SEE_ALL_MEETINGS = WORKING - {"unit_contact"}
_SEE_ALL_LINES = READERS  # lines name creators, who are found among all accounts
_YEAR = "period=2021"
_FIGURES = fixed(
    *(Case(key, {"key": key}, query=_YEAR) for key in (_PERSONAL, _PUBLIC, _SALES)),
    Case("missing", {"key": "no.figure"}, MISSING, query=_YEAR),
)


def _receipts(**more: str) -> Cases:
    """Rows are for those who may read every one of them."""
    return fixed(
        Case(_PERSONAL, {"key": _PERSONAL, **more}, changed_by=_SEE_ALL_CONTACTS, query=_YEAR),
        Case(_PUBLIC, {"key": _PUBLIC, **more}, changed_by=_SEE_ALL_MEETINGS, query=_YEAR),
        Case(_SALES, {"key": _SALES, **more}, changed_by=_SEE_ALL_LINES, query=_YEAR),
        Case("missing", {"key": "no.figure", **more}, MISSING, query=_YEAR),
    )


def _exports(world: World, role: str) -> Iterator[Case]:
    for sheet in SHEETS:
        all_of_it = frozenset(r for r, variants in SEEN[sheet].items() if variants == VARIANTS)
        if sheet == "members":
            all_of_it -= WORKING - READERS  # their names only
        yield Case("-", {"name": sheet, "form": "csv"}, changed_by=all_of_it, thorough=sheet in THOROUGH)
    yield Case("missing", {"name": "no-such-sheet", "form": "csv"}, MISSING)


def _added(world: World, role: str) -> Iterator[Case]:
    for sheet in KINDS:
        yield Case(
            "-", {"name": sheet}, known_to(sheet), changed_by(sheet, "own"), thorough=sheet in THOROUGH
        )
    yield Case("missing", {"name": "no-such-sheet"}, MISSING)


_PAIR = {"first": NUMBERS["own"], "second": NUMBERS["other"]}
_PAIRS = fixed(
    Case("own", query="&".join(f"{name}={number}" for name, number in _PAIR.items()), data=_PAIR),
    Case(
        "missing",
        open_to=MISSING,
        query="first=KN7701&second=KN0000",
        data={"first": "KN7701", "second": "KN0000"},
    ),
)
_NONE_YET = fixed(Case("missing", {}, MISSING))  # nobody of the cast has a factor to show or remove
#: Who plans seasons, and who reads the plans; planners themselves are not among the cast.
PLANNERS = OFFICE
PLAN_READERS = READERS | {"market_staff"}
_PLAN_MOVE = {"verb": "add", "creator": NUMBERS["own"], "slot": "71", "revision": "3"}
_PLAN_MARK = {"kind": "lock", "creator": NUMBERS["own"], "slot": "3"}


def _of_plan(name: str, **more: Any) -> Cases:
    def cases(world: World, role: str) -> Iterator[Case]:
        yield Case("own", {"pk": world.planned[name], **more})
        yield Case("missing", {"pk": 10**9, **more}, MISSING, thorough=False)

    return cases


def _seasons(posted_by: frozenset[str] = EVERYBODY) -> Cases:
    def cases(world: World, role: str) -> Iterator[Case]:
        yield Case("own", {"pk": world.planned["season"]}, posted_by=posted_by)
        yield Case("missing", {"pk": 10**9}, MISSING, thorough=False)

    return cases


def _planned_sessions(world: World, role: str) -> Iterator[Case]:
    for row in Draft.objects.get(season=world.planned["season"]).sessions:
        yield Case("own", {"pk": world.planned["season"], "creator": row["creator"], "slot": row["slot"]})
    yield Case("missing", {"pk": world.planned["season"], "creator": "KN0000", "slot": 1}, MISSING)


def _planned_products(world: World, role: str) -> Iterator[Case]:
    yield Case("own", {"pk": world.planned["season"], "product_no": PRODUCT})
    yield Case("missing", {"pk": world.planned["season"], "product_no": "P999"}, MISSING)


def _forms_of_season(world: World, role: str) -> Iterator[Case]:
    for form in ("xlsx", "csv"):
        yield Case("own", {"pk": world.planned["season"], "form": form})
    yield Case("missing", {"pk": world.planned["season"], "form": "pdf"}, MISSING)


def _loading_of_season(token: str) -> Cases:
    """Uploads and batches are for who made them; of anybody else's nothing is found."""

    def cases(world: World, role: str) -> Iterator[Case]:
        more = {"token": "no-such"} if token == "token" else {"batch_no": "no-such"}
        more |= {"file": 1} if token == "file" else {}
        found = PLANNERS if token == "token" else MISSING
        yield Case("missing", {"pk": world.planned["season"], **more}, found)

    return cases


def _own_proposals(world: World, role: str) -> Iterator[Case]:
    for variant in VARIANTS:
        open_to = frozenset({"member"}) if variant == "own" else MISSING
        yield Case(variant, {"pk": world.planned[f"proposal-{variant}"]}, open_to)
    yield Case("missing", {"pk": 10**9}, MISSING)


LOOKING = frozenset({"office", "studio_manager", "auditor"})
KEEPING = frozenset({"office", "studio_manager"})
#: Who books studios for members: also courses and the market.
FOR_OTHERS = KEEPING | {"trainer", "market_staff"}
_SLOT = {"day": "2021-03-02", "at": "1200", "minutes": "120"}
_MOVE = {"starts_at": "2021-03-02T20:00", "ends_at": "2021-03-02T22:00", "studio": "studios-own"}


def _bookings(changing: bool = False) -> Cases:
    """Bookings of all three; `changing`: who may move and cancel them."""

    def cases(world: World, role: str) -> Iterator[Case]:
        for variant in VARIANTS:
            seen = KEEPING | (PERSON if variant == "own" else MISSING)
            seen = seen if changing else seen_by("bookings", variant)
            yield Case(variant, {"pk": world.rows["bookings", variant]}, seen)
        yield Case("missing", {"pk": 10**9}, MISSING)

    return cases


def _studios(world: World, role: str) -> Iterator[Case]:
    yield Case("own", {"studio_no": "studios-own"})
    yield Case("missing", {"studio_no": "no-such"}, MISSING)


def _door(world: World, role: str) -> Iterator[Case]:
    yield Case("own", {"token": token_of("studios-own")})
    yield Case("missing", {"token": "no-such"}, MISSING)


_BOOKED = fixed(
    Case("own", query="studio=studios-own", data={"studio": "studios-own", **_SLOT, "member_no": "KN0000"}),
    Case("missing", open_to=MISSING, query="studio=no-such", data={"studio": "no-such"}),
)
_NO_ROW = fixed(Case("missing", {"pk": 10**9}, MISSING))
_TOKEN = fixed(Case("missing", {"token": "nobodys-token"}))
_OF_SHEET, _OF_KIND = each_sheet(), each_sheet(among=KINDS)


def _drafts(world: World, role: str) -> Iterator[Case]:
    """One report; one that there is not."""
    yield Case("own", {"edition_no": world.draft}, READERS)
    yield Case("missing", {"edition_no": "E20000101-001"}, MISSING)


_DRAFT = {"title": "一", "period": "2021", "text": "二", "seen": "1"}
_SCREENS = fixed(Case("missing", {"token": "nobodys-token"}, MISSING))
PUBLIC = {"who": EVERYBODY, "early": True}
HOME = {"denied": 404}
ROUTES: dict[str, Route] = {
    # open to the public
    "web:health": Route("GET", **PUBLIC),
    "web:language": Route("GET HEAD POST PUT PATCH DELETE", **PUBLIC),
    "web:appearance": Route("POST", **PUBLIC),
    "public:creators": Route("GET HEAD POST", **PUBLIC),
    "public:creators_json": Route("GET HEAD", **PUBLIC),
    "public:editions": Route("GET HEAD", **PUBLIC),
    "public:edition": Route(
        "GET HEAD", cases=fixed(Case("missing", {"edition_no": "E20000101-001"}, MISSING)), **PUBLIC
    ),
    "public:screen": Route("GET HEAD", cases=_SCREENS, **PUBLIC),
    "accounts:login": Route("GET HEAD POST", **PUBLIC),
    "account_login": Route("GET HEAD POST", **PUBLIC),
    "accounts:ask_code": Route("GET HEAD POST", **PUBLIC),
    "accounts:enter_code": Route("GET HEAD POST", **PUBLIC),
    "accounts:invitation": Route(
        "GET HEAD POST", cases=fixed(Case("missing", {"token": "x"}, MISSING)), **PUBLIC
    ),
    "mfa_authenticate": Route("GET HEAD POST", leaves=True, **PUBLIC),
    # the own account
    "accounts:start": Route("GET"),
    "accounts:logout": Route("POST", early=True, leaves=True),
    "account_logout": Route("POST", early=True, leaves=True),
    "accounts:account": Route("GET"),
    "mfa_index": Route("GET"),
    "accounts:password": Route("GET HEAD POST", USERS - OUTSIDE),
    "accounts:factor": Route("GET HEAD", early=True),
    "accounts:end_session": Route("POST", cases=_sessions),
    "accounts:end_others": Route("POST"),
    "mfa_activate_totp": Route("GET HEAD POST", early=True),
    "mfa_deactivate_totp": Route("GET HEAD POST", cases=_NONE_YET),
    "mfa_add_webauthn": Route("GET HEAD POST", early=True),
    "mfa_remove_webauthn": Route("GET HEAD POST", cases=fixed(Case("missing", {"pk": 10**9}, MISSING))),
    "mfa_view_recovery_codes": Route("GET HEAD", cases=_NONE_YET, early=True),
    "mfa_generate_recovery_codes": Route("GET HEAD POST"),
    "account_reauthenticate": Route("GET HEAD POST", USERS - OUTSIDE, early=True),
    "mfa_reauthenticate": Route("GET HEAD POST", USERS - OUTSIDE),
    "mfa_reauthenticate_webauthn": Route("GET HEAD POST", USERS - OUTSIDE),
    # other people's accounts
    "accounts:users": Route("GET", MANAGING),
    "accounts:invite": Route("GET HEAD POST", MANAGING),
    "accounts:user": Route("GET HEAD POST", MANAGING, _users),
    "accounts:change_user": Route("POST", MANAGING, _user_verbs),
    # a person's own pages
    "portal:home": Route("GET", OUTSIDE, **HOME),
    "portal:part": Route(
        "GET",
        OUTSIDE,
        fixed(
            Case("own", {"slug": "liaison"}, PERSON),
            Case("own", {"slug": "market"}, OUTSIDE),
            Case("missing", {"slug": "no-such-part"}, MISSING),
        ),
        **HOME,
    ),
    "portal:table": Route("GET", OUTSIDE, each_sheet(name="sheet"), **HOME),
    "portal:record": Route("GET", OUTSIDE, records(name="sheet"), **HOME),
    "portal:correct": Route("GET POST", PERSON, _corrected, **HOME),
    "portal:looks": Route("GET", PERSON, **HOME),
    "portal:ask": Route("GET POST", PERSON, _looks, data={"text": "为什么"}, **HOME),
    "portal:consents": Route("GET", PERSON, **HOME),
    "portal:decide": Route(
        "POST",
        PERSON,
        fixed(Case("own", {"purpose": "publish_name"}), Case("missing", {"purpose": "no-such-use"}, MISSING)),
        data={"consent": "give"},
        **HOME,
    ),
    "portal:requests": Route("GET", PERSON, **HOME),
    "portal:delete": Route("GET POST", PERSON, data={"text": "请删除"}, **HOME),
    "portal:object": Route("GET POST", PERSON, data={"text": "请停用"}, **HOME),
    "portal:request": Route("GET", PERSON, _own_requests, **HOME),
    "portal:reopen": Route("POST", PERSON, _own_requests, data={"text": "还没有"}, **HOME),
    "portal:copy": Route("POST", PERSON, **HOME),
    "portal:more": Route("GET", OUTSIDE, **HOME),
    # consent and rights
    "trust:requests": Route("GET", READERS),
    "trust:request": Route("GET", READERS, _requests),
    "trust:answer": Route("POST", OFFICE, _requests, data={"outcome": "done", "text": "已办"}),
    "trust:export": Route("POST", OFFICE, _requests),
    "trust:new_request": Route("GET POST", OFFICE),
    "trust:consents": Route("GET", READERS),
    "trust:record_consent": Route("POST", OFFICE),
    "trust:notices": Route("GET POST", READERS, fixed(Case(posted_by=OFFICE))),
    "trust:hand_over": Route("GET POST", OFFICE),
    "trust:retention": Route("GET", READERS),
    "trust:run_retention": Route("POST", OFFICE),
    "trust:change_retention": Route(
        "POST",
        OFFICE,
        fixed(Case("own", {"code": "contact_notes"}), Case("missing", {"code": "no-such"}, MISSING)),
    ),
    "trust:ledger": Route("GET", READERS),
    "trust:own_entries": Route("GET", USERS - OUTSIDE),
    "trust:entry": Route("GET", READERS, _looks),
    "trust:heads": Route("GET POST", READERS),
    # the directory
    "people:members": Route("GET", WORKING),
    "people:organisations": Route("GET", WORKING),
    "people:search": Route(
        "POST",
        WORKING,
        fixed(Case(kwargs={"name": "members"}), Case("missing", {"name": "x"}, MISSING)),
        data={"text": "柯"},
    ),
    "people:export": Route(
        "GET",
        WORKING,
        fixed(
            Case(kwargs={"name": "members", "form": "csv"}),
            Case(kwargs={"name": "organisations", "form": "xlsx"}),
            Case("missing", {"name": "x", "form": "csv"}, MISSING),
            Case("missing", {"name": "members", "form": "exe"}, MISSING),
        ),
    ),
    "people:organisation": Route("GET POST", WORKING, organisations),
    "people:profile": Route("GET", WORKING, members),
    "people:give_reason": Route("POST", WORKING, members, data={"reason": "核对一次培训的名单"}),
    "people:unmask": Route("POST", WORKING, _opened),
    # duplicates and the words of the records
    "people:places": Route("GET", WORKING),
    "people:categories": Route("GET", WORKING),
    "people:rename": Route("POST", OFFICE),
    "people:undo_renaming": Route("POST", OFFICE, fixed(Case("missing", {"pk": 10**9}, MISSING))),
    "people:duplicates": Route("GET", OFFICE),
    "people:compare": Route("GET POST", OFFICE, _PAIRS),
    "people:keep_apart": Route("POST", OFFICE, _PAIRS),
    "people:merge": Route("GET POST", OFFICE, fixed(Case("missing", {"pk": 10**9}, MISSING))),
    # reports
    "reports:editions": Route("GET", READERS, outside=404),
    "reports:new": Route(
        "GET HEAD POST", OFFICE, data={"template": "summary", "usual": "2021", "other": ""}, outside=404
    ),
    "reports:verify": Route("GET HEAD POST", READERS, outside=404),
    "reports:differences": Route("GET", READERS, _drafts, outside=404),
    "reports:download": Route(
        "GET",
        READERS,
        fixed(Case("missing", {"edition_no": "E20000101-001", "form": "docx"}, MISSING)),
        outside=404,
    ),
    "reports:edition": Route("GET", READERS, _drafts, outside=404),
    "reports:edit": Route("GET HEAD POST", OFFICE, _drafts, data=_DRAFT, outside=404),
    "reports:preview": Route("POST", OFFICE, _drafts, data=_DRAFT, outside=404),
    "reports:figures": Route("GET", OFFICE, _drafts, outside=404),
    "reports:history": Route("GET", READERS, _drafts, outside=404),
    "reports:discard": Route("POST", OFFICE, _drafts, outside=404),
    "reports:check": Route("GET HEAD POST", OFFICE, _drafts, data={"seen": "1"}, outside=404),
    "reports:publish": Route("GET HEAD POST", OFFICE, _drafts, data={"reason": "三"}, outside=404),
    "reports:publishing": Route("GET", OFFICE, _drafts, outside=404),
    "reports:withdraw": Route("GET HEAD POST", OFFICE, _drafts, data={"reason": "三"}, outside=404),
    # links to big screens
    "public:screens": Route("GET HEAD POST", OFFICE),
    "public:revoke_screen": Route("POST", OFFICE, fixed(Case("missing", {"pk": 10**9}, MISSING))),
    # bases and studios
    "spaces:calendar": Route("GET", WORKING, outside=404),
    "spaces:today": Route("GET", LOOKING, outside=404),
    "spaces:find": Route("GET", FOR_OTHERS | PERSON, outside=404),
    "spaces:book": Route("GET POST", FOR_OTHERS | PERSON, _BOOKED, outside=404),
    "spaces:series": Route("GET", LOOKING | PERSON, _NO_ROW, outside=404),
    "spaces:mine": Route("GET", PERSON, outside=404),
    "spaces:booking": Route("GET", WORKING | PERSON, _bookings(), outside=404),
    "spaces:change": Route(
        "GET POST", FOR_OTHERS | PERSON, _bookings(changing=True), data=_SLOT | _MOVE, outside=404
    ),
    "spaces:move": Route("POST", KEEPING, _bookings(changing=True), data=_MOVE, outside=404),
    "spaces:cancel": Route("POST", FOR_OTHERS | PERSON, _bookings(changing=True), outside=404),
    "spaces:arrive": Route("POST", KEEPING, _bookings(changing=True), outside=404),
    "spaces:requests": Route("GET", LOOKING, outside=404),
    "spaces:approve": Route("POST", KEEPING, _bookings(changing=True), outside=404),
    "spaces:decline": Route("POST", KEEPING, _bookings(changing=True), data={"text": "维修"}, outside=404),
    "spaces:waiting": Route("GET", LOOKING, outside=404),
    "spaces:join": Route("POST", FOR_OTHERS | PERSON, data={"studio": "studios-own", **_SLOT}, outside=404),
    "spaces:leave": Route("POST", FOR_OTHERS | PERSON, _NO_ROW, outside=404),
    "spaces:accept": Route("POST", FOR_OTHERS | PERSON, _NO_ROW, outside=404),
    "spaces:studios": Route("GET", WORKING | PERSON, outside=404),
    "spaces:studio": Route("GET", WORKING | PERSON, _studios, outside=404),
    "spaces:describe": Route("POST", KEEPING, _studios, data={"about": "二楼东侧"}, outside=404),
    "spaces:renew": Route("POST", KEEPING, _studios, outside=404),
    "spaces:photo": Route("GET", WORKING | PERSON, _NO_ROW, outside=404),
    "spaces:remove_photo": Route("POST", KEEPING, _NO_ROW, outside=404),
    "spaces:closures": Route("GET POST", KEEPING, outside=404),
    "spaces:holidays": Route("POST", KEEPING, data={"year": "2027"}, outside=404),
    "spaces:reopen": Route("POST", KEEPING, _NO_ROW, outside=404),
    "spaces:terms": Route("GET POST", KEEPING, outside=404),
    "spaces:drop_terms": Route("POST", KEEPING, _NO_ROW, outside=404),
    "spaces:save_group": Route("POST", KEEPING, data={"name": "双机位"}, outside=404),
    "spaces:doors": Route("GET", KEEPING, outside=404),
    "spaces:at": Route("GET POST", WORKING | PERSON, _door, outside=404),
    "spaces:lending": Route("GET", LOOKING, outside=404),
    "spaces:lend": Route("POST", KEEPING, outside=404),
    "spaces:give_back": Route("POST", KEEPING, _NO_ROW, outside=404),
    "spaces:save_thing": Route("POST", KEEPING, outside=404),
    "spaces:use": Route("GET", LOOKING, outside=404),
    "spaces:use_receipt": Route(
        "GET", LOOKING, fixed(Case(query="first=2021-01-01&last=2021-12-31&counted=booked")), outside=404
    ),
    "spaces:feeds": Route("GET", KEEPING | PERSON, outside=404),
    "spaces:make_feed": Route("POST", KEEPING | PERSON, data={"what": "base:基地own"}, outside=404),
    "spaces:revoke_feed": Route("POST", KEEPING | PERSON, _NO_ROW, outside=404),
    "spaces:feed": Route("GET", cases=fixed(Case("missing", {"token": "x"}, MISSING)), **PUBLIC),
    # the season planner
    "planning:seasons": Route("GET", PLAN_READERS, outside=404),
    "planning:new": Route("GET POST", PLANNERS, data={"name": "春季"}, outside=404),
    "planning:mine": Route("GET", PERSON, denied=404),
    "planning:answer": Route("POST", PERSON, _own_proposals, denied=404, data={"answer": "yes"}),
    "planning:board": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:move": Route("POST", PLANNERS, _seasons(), data=_PLAN_MOVE, outside=404),
    "planning:add": Route("GET", PLANNERS, _seasons(), outside=404),
    "planning:session": Route("GET", PLAN_READERS, _planned_sessions, outside=404),
    "planning:mark": Route("POST", PLANNERS, _seasons(), data=_PLAN_MARK, outside=404),
    "planning:unmark": Route("POST", PLANNERS, _seasons(), data=_PLAN_MARK, outside=404),
    "planning:lock_week": Route("POST", PLANNERS, _seasons(), data={"week": "0"}, outside=404),
    "planning:open_week": Route("POST", PLANNERS, _seasons(), data={"week": "0"}, outside=404),
    "planning:undo": Route("POST", PLANNERS, _seasons(), data={"revision": "3"}, outside=404),
    "planning:redraw": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:shelf": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:product": Route("GET", PLAN_READERS, _planned_products, outside=404),
    "planning:fairness": Route("GET POST", PLAN_READERS, _seasons(PLANNERS), outside=404),
    "planning:price": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:actual": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:disruptions": Route("GET POST", PLAN_READERS, _seasons(PLANNERS), outside=404),
    "planning:drop_disruption": Route("POST", PLANNERS, _of_plan("disruption"), outside=404),
    "planning:keep": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:versions": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:version": Route("GET", PLAN_READERS, _of_plan("version"), outside=404),
    "planning:take": Route("POST", PLANNERS, _of_plan("version"), outside=404),
    "planning:fill": Route("POST", PLANNERS, _seasons(), data={"seconds": "1"}, outside=404),
    "planning:run": Route("GET", PLAN_READERS, _of_plan("run"), outside=404),
    "planning:mend": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:explain": Route("POST", PLANNERS, _seasons(), data=_PLAN_MARK, outside=404),
    "planning:take_option": Route("POST", PLANNERS, _of_plan("run"), outside=404),
    "planning:stop": Route("POST", PLANNERS, _of_plan("run"), outside=404),
    "planning:release": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:note_answer": Route("POST", PLANNERS, _seasons(), data={"all": "1"}, outside=404),
    "planning:propose": Route("POST", PLANNERS, _of_plan("version"), outside=404),
    "planning:start_release": Route("POST", PLANNERS, _of_plan("version"), outside=404),
    "planning:settings": Route("GET POST", PLAN_READERS, _seasons(PLANNERS), outside=404),
    "planning:terms": Route("GET POST", PLANNERS, _seasons(), outside=404),
    "planning:supply": Route("GET POST", PLANNERS, _seasons(), outside=404),
    "planning:floor": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:remove": Route("POST", PLANNERS, _seasons(), outside=404),
    "planning:hand_out": Route("GET", PLAN_READERS, _forms_of_season, outside=404),
    "planning:load": Route("GET POST", PLANNERS, _seasons(), outside=404),
    "planning:loading": Route("GET POST", PLANNERS, _loading_of_season("token"), outside=404),
    "planning:loaded": Route("GET", PLANNERS, _loading_of_season("batch"), outside=404),
    "planning:load_problems": Route("GET", PLANNERS, _loading_of_season("file"), outside=404),
    "planning:marks": Route("GET", PLAN_READERS, _seasons(), outside=404),
    "planning:wishes": Route("POST", PLANNERS, _seasons(), outside=404),
    # figures
    "console:home": Route("GET", WORKING, outside=302),
    "console:line": Route(
        "GET",
        WORKING,
        fixed(Case(kwargs={"slug": "liaison"}), Case("missing", {"slug": "x"}, MISSING)),
        outside=404,
    ),
    "console:figure": Route("GET", WORKING, _FIGURES, outside=404),
    "console:receipt": Route("GET", WORKING, _receipts(), outside=404),
    "console:download_receipt": Route("GET", WORKING, _receipts(form="csv"), outside=404),
    # imports
    "console:imports": Route("GET POST", IMPORTING, outside=404),
    "console:check": Route("GET", IMPORTING, _TOKEN, outside=404),
    "console:confirm": Route("POST", IMPORTING, _TOKEN, outside=404),
    "console:stop": Route("POST", IMPORTING, _TOKEN, outside=404),
    "console:discard": Route("POST", IMPORTING, _TOKEN, outside=404),
    "console:batch": Route("GET", IMPORTING, _batches, outside=404),
    "console:roll_back": Route("GET POST", IMPORTING, _batches, outside=404),
    "console:problem_workbook": Route("GET", IMPORTING, _problems, outside=404),
    "console:template": Route(
        "GET", IMPORTING, each_sheet(lambda sheet: EVERYBODY, among=KINDS), outside=404
    ),
    "console:export": Route("GET", IMPORTING, _exports, outside=404),
    # records of all nine lines
    "console:records_index": Route("GET", WORKING, outside=404),
    "console:records": Route("GET", WORKING, _OF_SHEET, outside=404),
    "console:find_records": Route("POST", WORKING, _OF_KIND, data={"search": "柯"}, outside=404),
    "console:choose_columns": Route("POST", WORKING, _OF_KIND, outside=404),
    "console:record_options": Route(
        "POST", WORKING, _options, data={"member_no": "KN", "lead_unit": "南"}, outside=404
    ),
    "console:download_records": Route("GET", WORKING, each_sheet(form="csv", among=KINDS), outside=404),
    "console:change_records": Route("POST", WORKING, _OF_KIND, also=frozenset({404}), outside=404),
    "console:removed_records": Route("GET", WORKING, _added, outside=404),
    "console:undo_change": Route("POST", WORKING, _changes, outside=404),
    "console:add_record": Route("GET POST", WORKING, _added, outside=404),
    "console:record": Route("GET", WORKING, records(), outside=404),
    "console:edit_record": Route("GET POST", WORKING, records(change=True), outside=404),
    "console:remove_record": Route("GET POST", WORKING, records(change=True), outside=404),
    "console:reveal": Route("POST", WORKING, _revealed, outside=404),
}
