"""`python -m training.compositions N SEED OUT.jsonl`: write pairs whose programs ran, as lines of a corpus."""

import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from training.compositions import choose_running, make_compositions
from training.compositions.source import WARM_MODULES
from training.formatting import format_all
from training.runner import warm_up

GROUP_SIZE = 1000


def main(arguments: Sequence[str]) -> int:
    """Write the pairs and print how many programs failed."""
    count, seed, out = int(arguments[0]), arguments[1], Path(arguments[2])
    warm_up(WARM_MODULES)
    failed = 0
    made = make_compositions(count, seed)
    with out.open("w", encoding="utf-8") as file:
        for number in range(0, count, GROUP_SIZE):
            group = list(islice(made, GROUP_SIZE))
            running = choose_running(group)
            failed += len(group) - len(running)
            codes = format_all([one.pair.code for one in running])
            for one, code in zip(running, codes, strict=True):
                row = {
                    "source": "compositions",
                    "group": f"{seed}-{number // GROUP_SIZE}",
                    "request": one.pair.request,
                    "code": code,
                }
                file.write(json.dumps({**row, "all_names_defined": True}) + "\n")
    print(f"{count - failed} pairs, {failed} programs did not run")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
