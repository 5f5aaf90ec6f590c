"""Who publishes and hosts this site, and who answers for what."""

from capacities.services.context import current
from capacities.ui import legal, look

look.bar()
legal.legal_notice(current().settings)
look.foot()
