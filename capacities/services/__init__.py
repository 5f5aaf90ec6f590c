"""Floor 2: one verb per file, what people ask of the product."""
