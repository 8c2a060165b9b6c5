"""How long a key takes among 5,000 contacts, beside a plain scan of the same texts; and how many keys lead to somebody. Never asserted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from string import ascii_lowercase, digits

import pytest

from lantian_desktop.paths import resources
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_finding import find_contacts
from lantian_desktop.services.roster.contact_index import ContactIndex, contact_index
from lantian_desktop.store.rows import sql
from tests.benchmarks import many_contacts
from tests.benchmarks.signing import ADMIN, PASSWORD, now

CONTACTS, SHOWN, ROUNDS = 5_000, 10, 5
TYPED = (
    *ascii_lowercase,
    *digits,
    *("zh", "zhang", "zhangy", "zhyi", "zyi", "wjg", "ouy", "yuchi", "shan", "dan", "lv", "lu", "xian", "gxq"),
    *("gxq lly", "gaoling zh", "zuz", "wgglz", "张", "王建", "高新", "单", "组", "张j", "138", "029", "0042", "86"),
    *("zzzzzzzz", "hehehehe", "没有这样的人", "1 2 3", "z y x w"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with thousands of contacts, signed in as a window is."""
    folder = tmp_path_factory.mktemp("many") / "office"
    many_contacts.build(folder, count=CONTACTS)
    made = setup.sign_in(folder, user=ADMIN, password=PASSWORD, clock=now, resources=resources(), window=True)
    yield made
    made.session.close()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def texts_of(index: ContactIndex) -> list[str]:
    """Return what a plain scan would look through: all words of every contact in one text."""
    return [
        " ".join((c.name.text, c.unit.shown.text, c.post.text, *(number for _, number in c.numbers)))
        for c in index.search.contacts
    ]


@pytest.mark.benchmark
def test_a_key_among_many_contacts(office: Office) -> None:
    texts = texts_of(contact_index(office))
    keys, plain = [], []
    for _ in range(ROUNDS):
        for typed in TYPED:
            keys.append(seconds(lambda typed=typed: find_contacts(office, text=typed)))
            plain.append(seconds(lambda typed=typed: [text for text in texts if typed in text]))
    slowest = max(zip(keys, TYPED * ROUNDS, strict=True))
    print(f"\na key among {len(texts):,} contacts, {len(TYPED)} texts, {ROUNDS} rounds")
    print(f"  ranked and marked     {median(keys) * 1e3:6.2f} ms median, {quantiles(keys, n=20)[-1] * 1e3:6.2f} ms p95")
    print(f"  slowest               {slowest[0] * 1e3:6.2f} ms ({slowest[1]})")
    print(f"  plain substring scan  {median(plain) * 1e3:6.2f} ms median")
    print(f"  ratio of the medians  {median(keys) / median(plain):6.2f}")


@pytest.mark.benchmark
def test_making_the_index(office: Office) -> None:
    made, read = [], []
    for _ in range(ROUNDS):
        office.session.forget("roster")
        made.append(seconds(lambda: contact_index(office)))
        read.append(seconds(lambda: sql(office.session, "SELECT * FROM post JOIN person ON person.id = holder_id")))
    print(f"\nmaking the index of {CONTACTS:,} contacts")
    print(f"  first and best        {made[0] * 1e3:6.1f} ms, {min(made) * 1e3:.1f} ms")
    print(f"  ratio to a bare read  {median(made) / median(read):6.2f}  ({median(read) * 1e3:.1f} ms)")


@pytest.mark.benchmark
def test_how_many_keys_lead_to_somebody(office: Office) -> None:
    index = contact_index(office)
    people = [c for c in index.search.contacts if c.name.text and c.numbers]
    tails = {c.id: c.numbers[0][1][-4:] for c in people}
    initials = {c.id: "".join(readings[0][0] for readings in c.name.readings) for c in people}
    print(f"\nof {len(people):,} people")
    for name, typed in (("last four digits", tails), ("initials", initials)):
        ranks = [index.ranked(typed[c.id]).index(c.id) for c in people[::7]]
        first = sum(rank == 0 for rank in ranks) / len(ranks)
        seen = sum(rank < SHOWN for rank in ranks) / len(ranks)
        print(f"  {name:<18} first {first:6.1%}, among the first {SHOWN} {seen:6.1%}")
