"""The simulation of required cuts as NumPy does it best: in blocks that stay in the cache, in place,
on as many processes as asked for. The assumptions come as CSV: driver, value, low, high,
distribution.

numpy_simulation.py ASSUMPTIONS                        exact and whole cuts at value, low and high
numpy_simulation.py ASSUMPTIONS TRIALS SEED PROCESSES  seconds, answers, statistics of a warm run
"""

import csv
import ctypes
import mmap
import multiprocessing
import sys
import time

import numpy as np

BLOCK = 65536  # the quickest of 4,096 to 131,072
PLACES = ["low", "value", "high"]
PERCENTILES = [5, 10, 25, 50, 75, 90, 95]


def read(path):
    """All drivers' values, and those of the uncertain ones: low, value, high, distribution."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    values = {row["driver"]: float(row["value"]) for row in rows}
    uncertain = {
        row["driver"]: (*(float(row[place]) for place in PLACES), row["distribution"])
        for row in rows
        if row["distribution"]
    }
    return values, uncertain


def quarterly(yearly):
    return np.sqrt(np.sqrt(yearly))


def exact_cuts(d, trials):
    """What the neediest quarter asks for, and the most that the dearest one allows. The drivers in
    `d` are numbers or arrays."""

    def start(level):
        return np.full(trials, level, dtype=float)

    base, base_factor = start(d["revenue"]), quarterly(1 + d["base_growth"])
    cost = start(d["revenue"] - d["operating_profit"] - d["headcount"] * d["loaded_cost"] / 4)
    possible = cost >= 0
    cost_factor = quarterly(1 + d["cost_growth"])
    per_gpu = start(2190 * d["utilisation"] * d["price"])
    per_gpu_factor = quarterly(1 - d["price_erosion"])
    capex, capex_factor = start(d["capex_per_gpu"]), quarterly(1 + d["capex_trend"])
    pay = start(d["loaded_cost"] / 4)
    pay_factor = quarterly(1 + d["wage_growth"]) * np.exp(
        d["attrition"] * (d["attrition_backfill"] - 1) / 4
    )
    demand = start(d["revenue"] / (1 - d["backlog_share"]))
    demand_factor = quarterly(1 + d["demand_growth"])
    lost = 1 - quarterly(1 - d["churn"])
    unserved = demand - d["revenue"]
    lifetime = int(4 * d["life"])
    charge = (1 - d["residual_share"]) / lifetime

    least, most = np.zeros(trials), np.full(trials, float(d["headcount"]))
    revenue, gap, saving, running = np.empty((4, trials))
    in_service, gpus, bought = np.zeros(trials), 0.0, {}
    for q in range(1, int(d["quarters"]) + 1):
        base *= base_factor
        cost *= cost_factor
        per_gpu *= per_gpu_factor
        pay *= pay_factor
        unserved *= lost
        demand -= unserved
        demand *= demand_factor

        delivered = 0 < q - d["lead_quarters"] <= d["order_quarters"]
        if delivered:
            count = d["gpus_ordered"] / d["order_quarters"]
            bought[q] = count, capex * (count * capex_factor**q)
            gpus += count
            in_service += bought[q][1]
        retired = bought.pop(q - lifetime, None)
        if retired:
            gpus -= retired[0]
            in_service -= retired[1]
        if delivered or retired or q == 1:
            np.multiply(in_service, charge, out=running)
            running += gpus * d["gpu_opex"] / 4

        np.multiply(per_gpu, gpus, out=revenue)
        revenue += base
        np.minimum(revenue, demand, out=revenue)
        np.subtract(demand, revenue, out=unserved)
        if q < d["hold_from"]:
            continue

        np.multiply(pay, d["headcount"], out=gap)
        gap += cost
        gap += running
        revenue *= 1 - d["target_margin"]
        gap -= revenue
        gone = min(max((3 * (q - d["cut_quarter"] + 1) - d["notice_months"]) / 3, 0), 1)
        np.multiply(pay, gone * (1 - d["cut_backfill"]), out=saving)
        saving -= d["severance"] * (q == d["cut_quarter"]) + d["replacement_cost"] * gone / 4
        if saving.min() > 0:
            gap /= saving
            np.maximum(least, gap, out=least)
            continue
        bound = np.divide(gap, saving, out=np.zeros(trials), where=saving != 0)
        np.maximum(least, bound, out=least, where=saving > 0)
        np.minimum(most, bound, out=most, where=(saving < 0) & (gap <= 0))
        most[(saving <= 0) & (gap > 0)] = -np.inf
    least[~possible] = np.nan
    return least, most


def whole_cuts(least, most):
    """Rounded up, but for noise; NaN where there is no answer."""
    whole = np.rint(least)
    up = np.abs(least - whole) > 1e-9 * np.maximum(least, 1)
    np.ceil(least, out=whole, where=up)
    whole[whole > most + 1e-9 * np.maximum(most, 1)] = np.nan
    return whole


def draw(rng, spread, trials):
    low, mode, high, distribution = spread
    if distribution == "triangular":
        return rng.triangular(low, mode, high, trials)
    alpha = 1 + 4 * (mode - low) / (high - low)
    drawn = rng.beta(alpha, 6 - alpha, trials)
    drawn *= high - low
    drawn += low
    return drawn


class Simulation:
    def __init__(self, path, trials, seed):
        self.values, self.uncertain = read(path)
        self.seed = seed
        # Shared with the processes that are forked later.
        self.answers = np.frombuffer(mmap.mmap(-1, 8 * trials))
        self.blocks = range(-(-trials // BLOCK))

    def run_block(self, block):
        out = self.answers[block * BLOCK : (block + 1) * BLOCK]
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((self.seed, block))))
        drawn = {driver: draw(rng, spread, out.size) for driver, spread in self.uncertain.items()}
        out[:] = whole_cuts(*exact_cuts(self.values | drawn, out.size))

    def statistics(self):
        found = self.answers[~np.isnan(self.answers)]
        return found.size, found.mean(), found.std(ddof=1), *np.percentile(found, PERCENTILES)


simulation = None


def run_block(block):
    simulation.run_block(block)


def timed(processes):
    if processes == 1:
        return timed_with(map)
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return timed_with(pool.imap_unordered)


def timed_with(each):
    list(each(run_block, simulation.blocks))  # Processes, memory and caches are warm after it.
    start = time.perf_counter()
    list(each(run_block, simulation.blocks))
    statistics = simulation.statistics()
    return time.perf_counter() - start, *statistics


def keep_memory():
    """Has the C library keep what is freed: a block's arrays then need no new pages."""
    M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
    library = ctypes.CDLL(None)
    library.mallopt(M_TRIM_THRESHOLD, 1 << 28)
    library.mallopt(M_MMAP_THRESHOLD, 1 << 25)


def main(path, *numbers):
    if not numbers:
        values, uncertain = read(path)
        for place in (1, 0, 2):
            at = values | {driver: spread[place] for driver, spread in uncertain.items()}
            least, most = exact_cuts(at, 1)
            print(repr(float(least[0])), repr(float(whole_cuts(least, most)[0])))
        return
    global simulation
    keep_memory()
    trials, seed, processes = map(int, numbers)
    simulation = Simulation(path, trials, seed)
    print(*(repr(float(number)) for number in timed(processes)))


if __name__ == "__main__":
    main(*sys.argv[1:])
