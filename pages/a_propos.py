"""What the product is, whom it credits, who may use it."""

from capacities.ui import about, look, visitor
from capacities.ui.pages import ABOUT

visitor.open_bar(ABOUT)
about.show()
look.foot()
