"""Floor 3: the live rooms, where several people write in one document."""
