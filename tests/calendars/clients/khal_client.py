"""Runs vdirsyncer and khal: a call is a line of JSON on standard input (the program, then its arguments), the answer a
line of JSON with what it writes; an error ends it. One process for all calls: to start takes them longer than to work.
"""

import json
import sys

from click.testing import CliRunner
from khal.cli import main_khal
from vdirsyncer.cli import app

PROGRAMS = {"khal": main_khal, "vdirsyncer": app}


def main() -> None:
    """Answers calls until there are no more."""
    for line in sys.stdin:
        program, *arguments = json.loads(line)
        run = CliRunner().invoke(PROGRAMS[program], arguments, input="y\n" * 20, catch_exceptions=False)
        if run.exit_code:
            sys.exit(f"{line}{run.output}")
        print(json.dumps(run.stdout), flush=True)


main()
