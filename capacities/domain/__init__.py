"""Floor 0: what a workshop tool is. Standard library only, no input or output."""
