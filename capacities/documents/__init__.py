"""Floor 1: Yjs documents ↔ domain snapshots, one file per form."""
