"""Whose data, why, how long, and what this very browser keeps."""

from capacities.services.context import current
from capacities.ui import legal, look

look.bar()
legal.personal_data(current().settings)
look.foot()
