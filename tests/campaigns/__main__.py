"""Run every campaign: ``make trial``."""

import subprocess
import sys
import time

CAMPAIGNS = {
    "contended bookings": [sys.executable, "-m", "tests.campaigns.contention"],
    "one slot": [sys.executable, "-m", "tests.campaigns.one_slot"],
    "one calendar": [sys.executable, "-m", "tests.campaigns.one_calendar"],
    "places of an event": [sys.executable, "-m", "tests.campaigns.event_places"],
    "the last second": [sys.executable, "-m", "tests.campaigns.last_second"],
    "letters under kills": [sys.executable, "-m", "tests.campaigns.outbox"],
    "reminders under fire": [sys.executable, "-m", "tests.campaigns.reminders"],
    "whole cohorts under kills": [sys.executable, "-m", "tests.campaigns.assignments"],
    "imports of many rows": [sys.executable, "-m", "tests.campaigns.import_rows"],
    "repeated calls": [sys.executable, "-m", "tests.campaigns.idempotence"],
    "the ranked page": [sys.executable, "-m", "tests.campaigns.mentors_page"],
    "reports": [sys.executable, "-m", "tests.campaigns.reports"],
    "the audit trail": [sys.executable, "-m", "tests.campaigns.trail"],
    "the waiting list": [sys.executable, "-m", "tests.campaigns.waiting_line"],
    "open times": [sys.executable, "-m", "tests.campaigns.open_times"],
    "search": [sys.executable, "-m", "tests.campaigns.search"],
    "suggestions": [sys.executable, "-m", "tests.campaigns.suggestions"],
    "learning of weights": [sys.executable, "-m", "tests.campaigns.learning"],
    "every theme and size": [sys.executable, "-m", "pytest", "-m", "trial"],
}


def main() -> None:
    failed = []
    for name, command in CAMPAIGNS.items():
        started = time.monotonic()
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
        sys.stdout.write(f"== {name}: {time.monotonic() - started:.0f} s\n")
    sys.stdout.write("\nfailed: " + ", ".join(failed) + "\n" if failed else "\nall campaigns hold\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
