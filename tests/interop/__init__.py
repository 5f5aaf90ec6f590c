"""Real npm Yjs clients against the room server."""
