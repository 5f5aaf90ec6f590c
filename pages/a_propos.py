"""What the product is, whom it credits, what it keeps about people."""

from capacities.ui import about, look

look.bar()
about.show()
