"""Annealing over assignments: jobs are shifted, pairs of jobs ejected or swapped; too full costs extra."""

from __future__ import annotations

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.compiling import compiled



@compiled
def seed_kernels(seed: int) -> None:
    """Seed numba's own random numbers, thread by thread."""
    np.random.seed(seed)


@compiled
def place_greedily(cost: Floats, resource: Ints, capacity: Ints, where: Ints) -> None:
    """Always the job that would regret its second choice most; where nothing fits, the emptiest agent."""
    agents, jobs = cost.shape
    room = capacity.copy()
    where[:] = -1
    for _ in range(jobs):
        pick, target, most = -1, -1, -np.inf
        for j in range(jobs):
            if where[j] >= 0:
                continue
            best, second, at = np.inf, np.inf, -1
            for i in range(agents):
                if cost[i, j] == np.inf or resource[i, j] > room[i]:
                    continue
                if cost[i, j] < best:
                    best, second, at = cost[i, j], best, i
                elif cost[i, j] < second:
                    second = cost[i, j]
            regret = np.inf if second == np.inf else second - best
            if at >= 0 and (pick < 0 or regret > most):
                pick, target, most = j, at, regret
        if pick < 0:
            break
        where[pick] = target
        room[target] -= resource[target, pick]
    for j in range(jobs):
        if where[j] < 0:
            for i in range(agents):
                if cost[i, j] < np.inf and (where[j] < 0 or room[i] > room[where[j]]):
                    where[j] = i
            room[where[j]] -= resource[where[j], j]


@compiled
def over_price(load: int, change: int, capacity: int, price: float) -> float:
    """What a change of a load adds to the price of its being too full."""
    return price * (max(load + change - capacity, 0) - max(load - capacity, 0))


@compiled
def anneal(
    cost: Floats,
    resource: Ints,
    capacity: Ints,
    choices: Ints,
    choice_count: Ints,
    hot: float,
    cool: float,
    moves: int,
    where: Ints,
    price: float,
    best: Ints,
    best_cost: float,
) -> tuple[float, float]:
    """Anneal from ``where`` [jobs] in place, from one temperature to another, for so many tried moves.

    ``choices[j]`` are the agents job j may go to, ``choice_count[j]`` how many; ``price`` is of one unit
    too much. A cheaper assignment that fits goes to ``best``; returns its cost, else ``best_cost``, and the
    share of the moves at which everything fitted.
    """
    agents, jobs = cost.shape
    load, count = np.zeros(agents, dtype=np.int64), np.zeros(agents, dtype=np.int64)
    jobs_of, slot = np.empty((agents, jobs), dtype=np.int64), np.empty(jobs, dtype=np.int64)
    now, over = 0.0, 0
    for j in range(jobs):
        i = where[j]
        load[i] += resource[i, j]
        now += cost[i, j]
        slot[j] = count[i]
        jobs_of[i, count[i]] = j
        count[i] += 1
    for i in range(agents):
        over += max(load[i] - capacity[i], 0)
    if over == 0 and now < best_cost - 1e-9:
        best_cost = now
        best[:] = where
    heat, cooling = hot, (cool / hot) ** (1.0 / max(moves, 1))
    fitting = 0
    for _ in range(moves):
        heat *= cooling
        fitting += over == 0
        j = np.random.randint(jobs)
        a, b = where[j], choices[j, np.random.randint(choice_count[j])]
        if a == b:
            continue
        k, c = -1, b
        if count[b] > 0 and np.random.random() < 0.75:
            k = jobs_of[b, np.random.randint(count[b])]
            c = choices[k, np.random.randint(choice_count[k])] if np.random.random() < 0.5 else a
            if c == b:
                continue
        change_a, change_b, change_c = -resource[a, j], resource[b, j], 0
        delta = cost[b, j] - cost[a, j]
        if k >= 0:
            if cost[c, k] == np.inf:
                continue
            delta += cost[c, k] - cost[b, k]
            change_b -= resource[b, k]
            if c == a:
                change_a += resource[a, k]
            else:
                change_c = resource[c, k]
        extra = over_price(load[a], change_a, capacity[a], price)
        extra += over_price(load[b], change_b, capacity[b], price)
        if change_c:
            extra += over_price(load[c], change_c, capacity[c], price)
        worse = delta + extra
        if worse > 0.0 and worse > -heat * np.log(np.random.random()):
            continue
        now += delta
        over += shifted(load, a, change_a, capacity) + shifted(load, b, change_b, capacity)
        if change_c:
            over += shifted(load, c, change_c, capacity)
        moved(where, jobs_of, slot, count, j, b)
        if k >= 0:
            moved(where, jobs_of, slot, count, k, c)
        if over == 0 and now < best_cost - 1e-9:
            best_cost = now
            best[:] = where
    return best_cost, fitting / max(moves, 1)


@compiled
def shifted(load: Ints, agent: int, change: int, capacity: Ints) -> int:
    """Change a load; returns by how much it is fuller than it may be now than before."""
    before = max(load[agent] - capacity[agent], 0)
    load[agent] += change
    return max(load[agent] - capacity[agent], 0) - before


@compiled
def moved(where: Ints, jobs_of: Ints, slot: Ints, count: Ints, job: int, agent: int) -> None:
    """Move a job in the lists."""
    old = where[job]
    last = jobs_of[old, count[old] - 1]
    jobs_of[old, slot[job]] = last
    slot[last] = slot[job]
    count[old] -= 1
    where[job] = agent
    slot[job] = count[agent]
    jobs_of[agent, count[agent]] = job
    count[agent] += 1
