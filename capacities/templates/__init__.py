"""Floor 1: YAML files of ``data/canevas`` → domain templates."""
