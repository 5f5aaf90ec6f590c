"""Floor 1: snapshots → files people take away; ``reading``: files they bring → cards."""
