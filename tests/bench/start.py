"""How soon the first page of `townhall demo` is there, beside the time Python itself needs; and what it holds when idle."""

import re
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

TOWNHALL = Path(sys.executable).with_name("townhall")


def first_page() -> tuple[float, float, float]:
    """Seconds until the page, seconds until the company behind it is at work, and megabytes at rest after that."""
    started = time.perf_counter()
    with subprocess.Popen(
        [TOWNHALL, "demo", "--port", "0", "--no-browser"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = ""
        while not url:
            found = re.search(r"http://127\.0\.0\.1:\d+\S*", process.stdout.readline())
            url = found[0] if found else ""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(url, timeout=30) as answer:
            assert answer.status == 200
        page = time.perf_counter() - started
        quiet, last = 0, -1.0
        me = psutil.Process(process.pid)
        while quiet < 4:
            time.sleep(0.5)
            spent = sum(me.cpu_times()[:2])
            quiet, last = (quiet + 1 if spent - last < 0.03 else 0), spent
        ready = time.perf_counter() - started - 2
        resident = (me.memory_info().rss + sum(child.memory_info().rss for child in me.children(recursive=True))) / 1e6
        process.terminate()
        process.wait(timeout=20)
    return page, ready, resident


def python_itself() -> float:
    """Seconds in which Python starts and imports aiohttp: the least that any page of ours can take."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import aiohttp.web"], check=True)
    return time.perf_counter() - started


def main(rounds: int = 3) -> None:
    """Print the medians."""
    turns, bare = [], []
    for _turn in range(rounds):
        bare.append(python_itself())
        turns.append(first_page())
    page, ready, resident = (statistics.median(values) for values in zip(*turns, strict=True))
    limit = statistics.median(bare)
    print(f"demo, medians of {rounds} starts (Python with aiohttp alone: {limit:.2f} s)")
    print(f"  first page                   {page:6.2f} s   {page / limit:.1f} x   (aim at most 2 s)")
    print(f"  sample company at work       {ready:6.2f} s   {ready / limit:.1f} x")
    print(f"  memory at rest               {resident:6.0f} MB")
