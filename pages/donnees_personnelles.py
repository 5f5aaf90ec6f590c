"""Whose data, why, how long, and what this very browser keeps."""

from capacities.services.context import current
from capacities.ui import legal, look, visitor
from capacities.ui.pages import PERSONAL_DATA

visitor.open_bar(PERSONAL_DATA)
legal.personal_data(current().settings)
look.foot()
