"""Floor 1: snapshots → files people take away."""
