"""What the product is, whom it credits, who may use it."""

from capacities.ui import about, look

look.bar()
about.show()
look.foot()
