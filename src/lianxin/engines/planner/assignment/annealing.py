"""Annealing over assignments: jobs are shifted, pairs of jobs ejected or swapped; too full costs extra."""

from __future__ import annotations

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.compiling import allocating

#: Share of the moves in which a job of the other agent goes on, and of these in which it goes anywhere.
PAIRS, ANYWHERE = 0.75, 0.5


@allocating
def seed_kernels(seed: int) -> None:
    """Seed numba's own random numbers, thread by thread."""
    np.random.seed(seed)


@allocating
def place_greedily(cost: Floats, resource: Ints, capacity: Ints, where: Ints) -> None:
    """Always the job that would regret its second choice most; where nothing fits, the emptiest agent."""
    jobs = cost.shape[1]
    room = capacity.copy()
    where[:] = -1
    for _ in range(jobs):
        pick, target, most = -1, -1, -np.inf
        for j in range(jobs):
            if where[j] < 0:
                agent, regret = first_choice(cost[:, j], resource[:, j], room)
                if agent >= 0 and (pick < 0 or regret > most):
                    pick, target, most = j, agent, regret
        if pick < 0:
            break
        where[pick] = target
        room[target] -= resource[target, pick]
    for j in range(jobs):
        if where[j] < 0:
            where[j] = np.argmax(np.where(cost[:, j] < np.inf, room, -(2**62)))
            room[where[j]] -= resource[where[j], j]


@allocating
def first_choice(cost: Floats, resource: Ints, room: Ints) -> tuple[int, float]:
    """The cheapest agent with room for a job, or -1; and what the next one would cost more."""
    best, second, at = np.inf, np.inf, -1
    for i in range(cost.shape[0]):
        if resource[i] <= room[i] and cost[i] < best:
            best, second, at = cost[i], best, i
        elif resource[i] <= room[i] and cost[i] < second:
            second = cost[i]
    return at, second - best if second < np.inf else np.inf


@allocating
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
        over += shifted(load, where[j], resource[where[j], j], capacity)
        now += cost[where[j], j]
        listed(where, jobs_of, slot, count, j, where[j])
    heat, cooling, fitting = hot, (cool / hot) ** (1.0 / max(moves, 1)), 0
    for _ in range(moves):
        if over == 0 and now < best_cost - 1e-9:
            best_cost = now
            best[:] = where
        heat *= cooling
        fitting += over == 0
        j, b, k, c = proposed(cost, choices, choice_count, where, jobs_of, count)
        if b < 0:
            continue
        limit = -heat * np.log(np.random.random())
        delta, fuller = step(cost, resource, capacity, load, where, price, limit, j, b, k, c)
        if delta < np.inf:
            now += delta
            over += fuller
            relisted(where, jobs_of, slot, count, j, b)
            if k >= 0:
                relisted(where, jobs_of, slot, count, k, c)
    return best_cost, fitting / max(moves, 1)


@allocating
def proposed(
    cost: Floats, choices: Ints, choice_count: Ints, where: Ints, jobs_of: Ints, count: Ints
) -> tuple[int, int, int, int]:
    """Job j to agent b, and job k from b to c; k is -1 for none, b is -1 if nothing comes of it."""
    j = np.random.randint(where.shape[0])
    b = choices[j, np.random.randint(choice_count[j])]
    if where[j] == b:
        return j, -1, -1, -1
    if count[b] == 0 or np.random.random() >= PAIRS:
        return j, b, -1, b
    k, c = jobs_of[b, np.random.randint(count[b])], where[j]
    if np.random.random() < ANYWHERE:
        c = choices[k, np.random.randint(choice_count[k])]
    if c == b or cost[c, k] == np.inf:
        return j, -1, -1, -1
    return j, b, k, c


@allocating
def step(
    cost: Floats,
    resource: Ints,
    capacity: Ints,
    load: Ints,
    where: Ints,
    price: float,
    limit: float,
    j: int,
    b: int,
    k: int,
    c: int,
) -> tuple[float, int]:
    """Load job j from its agent to b, and job k (if not -1) from b to c, unless that is worse by ``limit``.

    Returns what it costs and how much fuller than allowed all are now; inf, and no load changed, if refused.
    """
    a = where[j]
    delta = cost[b, j] - cost[a, j]
    fuller = shifted(load, a, -resource[a, j], capacity) + shifted(load, b, resource[b, j], capacity)
    if k >= 0:
        delta += cost[c, k] - cost[b, k]
        fuller += shifted(load, b, -resource[b, k], capacity) + shifted(load, c, resource[c, k], capacity)
    if delta + price * fuller <= max(limit, 0.0):
        return delta, fuller
    load[a] += resource[a, j]
    load[b] -= resource[b, j]
    if k >= 0:
        load[b] += resource[b, k]
        load[c] -= resource[c, k]
    return np.inf, 0


@allocating
def shifted(load: Ints, agent: int, change: int, capacity: Ints) -> int:
    """Change a load; returns by how much more, or less, it is fuller than it may be."""
    before = max(load[agent] - capacity[agent], 0)
    load[agent] += change
    return max(load[agent] - capacity[agent], 0) - before


@allocating
def listed(where: Ints, jobs_of: Ints, slot: Ints, count: Ints, job: int, agent: int) -> None:
    """Put a job last in an agent's list."""
    where[job] = agent
    slot[job] = count[agent]
    jobs_of[agent, count[agent]] = job
    count[agent] += 1


@allocating
def relisted(where: Ints, jobs_of: Ints, slot: Ints, count: Ints, job: int, agent: int) -> None:
    """Move a job from its agent's list to another's."""
    old = where[job]
    last = jobs_of[old, count[old] - 1]
    jobs_of[old, slot[job]] = last
    slot[last] = slot[job]
    count[old] -= 1
    listed(where, jobs_of, slot, count, job, agent)
