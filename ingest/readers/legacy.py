"""Legacy Word and WPS documents (.doc, .wps): LibreOffice turns them into .docx, which is then read."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ForeignFile

LIMIT_S = 90


def modernised(name: str, data: bytes) -> bytes:
    """Return the .docx bytes of a legacy document; raises ForeignFile, saying what to install where LibreOffice is missing."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise ForeignFile(name, "a legacy .doc or .wps document; install LibreOffice (Debian: libreoffice-writer) or save it as .docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=LIMIT_S, check=True)
            return Path(folder, "report.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as problem:
            reason = "a legacy document that LibreOffice cannot convert; it may be damaged or password-protected"
            raise ForeignFile(name, reason) from problem
