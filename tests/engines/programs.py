"""The real programs that open what we write: Freeplane and LibreOffice, without a window.

Both are packages of Debian; each has a profile of its own, and is given a minute and a half.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

_PATIENCE_S: Final = 120
_FREELY: Final = "".join(
    f"execute_scripts_without_{what}=true\n"
    for what in ("asking", "file_restriction", "write_restriction")
)
_RESAVE: Final = """
try {{
    new File("{folder}/in").eachFile {{ file ->
        def map = c.newMap(file.toURI().toURL())
        {act}
        map.saveAs(new File("{folder}/out/" + file.name))
    }}
}} catch (Throwable error) {{
    new File("{folder}/error.txt").text = error.toString()
}}
System.exit(0)
"""
_FRENCH: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>fr-FR</value></prop></item></oor:items>"""
_CSV: Final = "Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
FRENCH_CSV: Final = f"csv:{_CSV}"
"""Cut at semicolons, in UTF-8, cells as they are shown: what one saves in France."""


def _needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} n’est pas là : apt-get install {' '.join(missing)}")


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in ("in", "out"):
        (folder / name).mkdir()
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)


def freeplane(folder: Path, files: Mapping[str, bytes], act: str = "") -> dict[str, bytes]:
    """Open maps in Freeplane, do ``act`` (Groovy) to each ``map``; return them as it saves them.

    A question that it would ask of somebody stops everything, and the test with it.
    """
    _needs("freeplane", "xvfb-run", "xauth")
    _fill(folder, files)
    version = subprocess.run(
        ["dpkg-query", "-W", "-f=${Version}", "freeplane"], capture_output=True, text=True
    ).stdout
    settings = folder / "user" / f"{'.'.join(version.split('.')[:2])}.x"
    scripts = settings / "scripts" / "init"
    scripts.mkdir(parents=True)
    (settings / "auto.properties").write_text(_FREELY)
    (scripts / "resave.groovy").write_text(_RESAVE.format(folder=folder, act=act))
    first = folder / "in" / next(iter(files))
    subprocess.run(
        ["xvfb-run", "-a", "freeplane", f"-U{folder}/user", "-S", "-XQuitAction", str(first)],
        capture_output=True,
        timeout=_PATIENCE_S,
        check=False,
        env={**os.environ, "_JAVA_OPTIONS": f"-Djava.util.prefs.userRoot={folder}/prefs"},
    )
    error = folder / "error.txt"
    assert not error.exists(), error.read_text()
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def libreoffice(folder: Path, files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """Open files in LibreOffice, as one does in France; return them as it saves them."""
    _needs("soffice")
    _fill(folder, files)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_FRENCH)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            *([f"--infilter={_CSV}"] if next(iter(files)).endswith(".csv") else []),
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "out"),
            *(str(folder / "in" / name) for name in files),
        ],
        capture_output=True,
        timeout=_PATIENCE_S,
        check=True,
    )
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}
