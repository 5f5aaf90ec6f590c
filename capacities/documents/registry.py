"""Which module reads the documents of each form: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pycrdt import Doc

from capacities.documents import tree, zones
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template

READERS: Final[Mapping[Form, Callable[[Doc[Any], Template], Snapshot]]] = MappingProxyType(
    {Form.ZONES: zones.read_snapshot, Form.TREE: tree.read_snapshot}
)


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze a document of any form."""
    return READERS[template.form](doc, template)
