"""Who publishes and hosts this site, and who answers for what."""

from capacities.services.context import current
from capacities.ui import legal, look, visitor
from capacities.ui.pages import LEGAL_NOTICE

visitor.open_bar(LEGAL_NOTICE)
legal.legal_notice(current().settings)
look.foot()
