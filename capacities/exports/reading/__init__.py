"""Files that somebody brings → cards of a canvas, or a clear refusal."""
