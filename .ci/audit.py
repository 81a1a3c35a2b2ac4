"""Fails when a library in use has a known weakness; says so where that cannot be asked, and fails no one for it."""

import json
import subprocess
import sys

SECONDS = 120


def main() -> int:
    """Ask, and give the exit status: 1 when a weakness is known."""
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off", "--format", "json"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
        libraries = json.loads(asked.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        print(f"not audited: no answer in {SECONDS} seconds")
        return 0
    except ValueError:
        print(f"not audited: {(asked.stderr.strip() or 'no answer').splitlines()[-1]}")
        return 0
    audited = [library for library in libraries if "vulns" in library]
    weak = [(library, weakness) for library in audited for weakness in library["vulns"]]
    for library, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "no version yet"
        print(f"{library['name']} {library['version']}: {weakness['id']}, mended in {mended}")
    if not audited:
        print(f"not audited: the package index knows nothing of the weaknesses of all {len(libraries)} libraries")
    else:
        print(f"audited: {len(audited)} of {len(libraries)} libraries, {len(weak)} known weaknesses")
    return 1 if weak else 0


sys.exit(main())
