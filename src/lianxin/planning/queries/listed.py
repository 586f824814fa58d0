"""Which products are on sale on which platform: an order of another cannot be told to be one of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianxin.market.models import Listing, LiveSession
from lianxin.planning.models import CreatorTerms, Season, Version
from lianxin.planning.queries.names import of_products
from lianxin.planning.rules import read


@dataclass(frozen=True)
class Unlisted:
    """Names of products that sessions on a platform show, and that are no item of it."""

    platform: str
    products: tuple[str, ...]


def listed() -> set[tuple[str, str]]:
    """(platform, product)."""
    return set(Listing.unscoped.values_list("platform", "product_id"))


def _unlisted(shown: Iterable[tuple[str, str]]) -> list[Unlisted]:
    """Of the (platform, product) that are shown, those without a listing."""
    missing = set(shown) - listed()
    names = of_products({product for _, product in missing})
    by_platform: dict[str, list[str]] = defaultdict(list)
    for platform, product in sorted(missing):
        by_platform[platform].append(names.get(product, product))
    return [Unlisted(platform, tuple(products)) for platform, products in by_platform.items()]


def unlisted_in(version: Version) -> list[Unlisted]:
    """On the platforms that its creators go live on."""
    platforms = platforms_of(version.season)
    sessions = read(version.sessions)
    return _unlisted(
        (platforms[one.creator], product)
        for one in sessions
        if one.creator in platforms
        for product in one.products
    )


def unlisted_of(products: Mapping[str, Iterable[str]]) -> list[Unlisted]:
    """Of live sessions: number → what each shows."""
    platforms = LiveSession.unscoped.filter(session_no__in=products).values_list("session_no", "platform")
    return _unlisted((platform, one) for number, platform in platforms for one in products[number])


def platforms_of(season: Season) -> dict[str, str]:
    """Creator → platform, as the season's terms say."""
    return dict(CreatorTerms.objects.filter(season=season).values_list("member_no", "platform"))


__all__ = ["Unlisted", "listed", "platforms_of", "unlisted_in", "unlisted_of"]
