"""One environment for each peer, in ``.venv-peers/``: two of them install a package called ``matching``, and one is
called ``mentormatch`` like ours, so that no two of the four could share one.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[3] / ".venv-peers"
REQUIREMENTS = Path(__file__).parent / "requirements"
NAMES = ("mentor-match", "mentormatch", "matching")


def python_of(name: str) -> Path:
    """Return the Python of a peer's environment; FileNotFoundError, with what to do, where it is not made."""
    python = FOLDER / name / "bin" / "python"
    if not python.exists():
        raise FileNotFoundError(f"{python} is not there: make it with `make peers`")
    return python


def make_environments() -> None:
    """Make the environments that are not there yet, with exactly the versions in ``requirements/``."""
    for name in NAMES:
        folder, wanted = FOLDER / name, (REQUIREMENTS / f"{name}.txt").read_text()
        stamp = folder / "installed.txt"
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(python_of(name)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS / f"{name}.txt")], check=True)
        stamp.write_text(wanted)
