"""Floor 1: the database, the append-only log of document updates and its bus."""
