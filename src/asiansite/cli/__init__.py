"""The command line: words in, exit status out; the only place that prints.

Problems and progress go to standard error, results to standard output. The exit statuses are
those of sysexits.h where it has one:

- 0: done, with or without warnings;
- 1: problems in the content; the output is as it was;
- 2: wrong usage, no site here, or an output that is refused;
- 70: a bug of ours;
- 74: the machine: a disk or a permission; the output is as it was;
- 75: another build holds the output;
- 130: interrupted.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from asiansite.cli.arguments import parse
from asiansite.cli.printing import print_error, print_problems

OK, INTERRUPTED, BUG = 0, 130, 70

GARBAGE = 100_000
"""New objects after which Python looks for garbage in cycles."""


def main(words: Sequence[str] | None = None) -> int:
    """Carry out the command that `words` name; return the exit status."""
    # A command makes many values that stay to its end and hardly any garbage in cycles: to look for
    # some after each 700 of them, as Python does by itself, takes a third of a short command's time.
    gc.set_threshold(GARBAGE)
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
        status = arguments.run(arguments)
        sys.stdout.flush()
        return int(status)
    except SystemExit as leave:
        return int(leave.code or 0)
    except KeyboardInterrupt:
        print_error("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone: there is nobody left to tell.
        sys.stderr.close()
        return INTERRUPTED
    except Exception as error:
        return _failed(error)
    finally:
        # Else Python would look through all values once more as it ends: a tenth of a short build.
        gc.freeze()


def _failed(error: Exception) -> int:
    from asiansite.errors import SiteError

    if isinstance(error, SiteError):
        print_problems(error.problems)
        return error.status
    from traceback import format_exc

    from asiansite.cli.printing import print_bug

    print_bug(format_exc())
    return BUG
