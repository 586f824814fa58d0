"""Forecasts of what live sessions sell, against plain means, on the demo's sessions, split by date.

Each seed is another district: who sells what where, when, and how well. At each origin the fit knows the last
so many sessions before it; asked are the sessions of the four weeks after it, against what was truly wanted,
which only made-up sessions tell. `--units shared` hides how long each product was shown, as records do.
"""

import argparse
import time
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

import numpy as np

from lianxin.demo import selling, sold_lines
from lianxin.demo.seasons import season_months
from lianxin.demo.world import places
from lianxin.engines import forecast as f

AHEAD = timedelta(weeks=4)
ORIGINS = tuple(f.origins(datetime(2021, 3, 1), datetime(2021, 11, 30), timedelta(days=45)))


def line(one: selling.Sold, *, shared: bool) -> f.PastLine:
    product, at = one.product, one.starts_at
    shown = f.Showing(
        creator=one.member_no,
        product=product.number,
        category=one.category,
        starts_at=at,
        studio_type=one.studio_kind,
        units=one.share if shared else one.units,
        price=product.cents / 100,
        fresh=at.month in season_months(product.season),
    )
    return f.PastLine(one.session_no, shown, one.sold, one.sold_out)


def of_seed(seed: int, sessions: int, shared: bool) -> dict[str, float]:
    """Errors pooled over the origins."""
    truth = {}
    lines = []
    for one in sold_lines.of_place(places("small", 2021, seed)[0]):
        lines.append(line(one, shared=shared))
        truth[id(lines[-1])] = one
    wanted, noise, forecasts, plain, peers, seconds = [], [], [], [], {}, 0.0
    for origin in ORIGINS:
        past, ahead = f.split(lines, origin, ahead=AHEAD, sessions=sessions)
        asked = [one.shown for one in ahead]
        started = time.perf_counter()
        forecasts.append(f.forecast(f.fit(past), asked))
        seconds += time.perf_counter() - started
        plain.append(f.forecast(f.fit([replace(one, sold_out=False) for one in past]), asked).mean)
        for name in f.MEANS:
            peers.setdefault(name, []).append(f.mean_of(name, past, asked))
        known = [one for one in lines if one.shown.starts_at < origin]
        peers.setdefault("last season", []).append(f.last_season(known, asked))
        wanted += [truth[id(one)].wanted for one in ahead]
        noise += [truth[id(one)].expected for one in ahead]
    return _errors(np.array(wanted, float), np.array(noise), forecasts, peers) | {
        "bias if sold out were all there is, %": 100 * float(np.concatenate(plain).sum() / sum(wanted) - 1),
        "seconds": seconds / len(ORIGINS),
        "sold out": float(np.mean([one.sold_out for one in lines])),
        "lines": len(wanted),
    }


def _errors(wanted, noise, forecasts, peers) -> dict[str, float]:
    whole = f.Forecast(*(np.concatenate([getattr(x, n) for x in forecasts]) for n in vars(forecasts[0])))
    wape, bias, coverage = f.against(wanted, whole)
    found = {name: wape_of(np.concatenate(parts), wanted) for name, parts in peers.items()}
    best = min(found[name] for name in f.MEANS)
    below, above = np.mean(wanted < whole.low), np.mean(wanted > whole.high)
    return found | {
        "ours": wape,
        "best that is possible": wape_of(noise, wanted),
        "below the best mean, %": 100 * (1 - wape / best),
        "bias, %": 100 * bias,
        "coverage, %": 100 * coverage,
        "below the interval, %": 100 * float(below),
        "above the interval, %": 100 * float(above),
        "width of the interval by the mean": float((whole.high - whole.low).sum() / whole.mean.sum()),
    }


def wape_of(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.abs(found - wanted).sum() / wanted.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=7)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--sessions", type=int, nargs="+", default=[40, 120, 400])
    parser.add_argument("--units", choices=("known", "shared"), default="known")
    asked = parser.parse_args()
    for sessions in asked.sessions:
        seeds = range(asked.first_seed, asked.first_seed + asked.seeds)
        found = [of_seed(seed, sessions, asked.units == "shared") for seed in seeds]
        print(f"{sessions} past sessions, {asked.seeds} seeds, units {asked.units}: median (least to most)")
        for name in found[0]:
            values = [one[name] for one in found]
            print(f"  {name:36}{median(values):9.3f}  ({min(values):.3f} to {max(values):.3f})", flush=True)


if __name__ == "__main__":
    main()
