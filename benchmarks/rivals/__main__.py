"""Compares this guide's understanding with what a council could take instead.

Every engine learns the same examples and is asked the same texts. What is found is kept under
reports/rivals: a run that was stopped goes on where it was, and what has changed is made anew.
Held-out and off-topic messages are only scored; none of them is shown.
"""

from __future__ import annotations

import sys
import warnings
from argparse import ArgumentParser
from collections.abc import Sequence

from benchmarks.rivals import report
from benchmarks.rivals.cells import FOLDER
from benchmarks.rivals.engines import ROOT, EngineError
from benchmarks.rivals.plan import SAMPLE, Plan, results
from benchmarks.rivals.trials import BANKING77_SETTING, MissingData, banking77_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what is not kept yet, prints the table, writes the report. Returns 0, or 2 if unable."""
    parser = ArgumentParser(prog="python -m benchmarks.rivals", description=__doc__)
    parser.add_argument(
        "--banking77", metavar="FOLDER", help=f"its train.csv and test.csv (or {BANKING77_SETTING})"
    )
    parser.add_argument("--no-banking77", action="store_true", help="leave BANKING77 out")
    parser.add_argument("--quick", action="store_true", help="leave the slow engines out")
    parser.add_argument(
        "--all", action="store_true",
        help=f"slow engines also learn every wording, not {SAMPLE} an intent: hours",
    )  # fmt: skip
    parser.add_argument(
        "--slow-seeds", type=int, choices=range(1, 6), default=1, metavar="1-5",
        help="draws of BANKING77 for the slow engines (1; the others have 5)",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    try:
        plan = Plan(
            None if options.no_banking77 else banking77_folder(options.banking77),
            slow_seeds=options.slow_seeds,
            slow_too=not options.quick,
            slow_on_all=options.all,
        )
        found = results(plan.pairs(), lambda line: print(line, flush=True))
    except (MissingData, EngineError) as problem:
        print(problem, file=sys.stderr)
        return 2
    print(f"\n{report.table(found)}\n\n{report.NOTES}\n\n{report.verdict(found)}")
    print(f"\nWritten: {report.write(found, FOLDER).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
