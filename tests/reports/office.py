"""LibreOffice without a window, to see that what we write is what it reads."""

import subprocess
from pathlib import Path

from tests.needs import need

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(file: Path, to: str, folder: Path) -> str:
    """By LibreOffice without a window; what it says of it, without a word on Java, which it does well without."""
    soffice = need("soffice", "libreoffice-calc")
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [str(soffice), "--headless", profile, "--convert-to", to, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)
    told = (done.stdout + done.stderr).splitlines()
    return "\n".join(said for said in told if "javaldx" not in said)


def warnings_of(told: str) -> list[str]:
    """What it says besides that it does its work."""
    return [said for said in told.splitlines() if not said.startswith(("convert ", "Writing sheet", "Overwriting"))]
