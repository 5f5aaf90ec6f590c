"""The figures of a canvas, beside it: in sentences and in charts, drawn when asked."""

from capacities.services.list_canvases import list_begun
from capacities.services.read_overview import read_overview
from capacities.ui import look, messages, synthesis, visitor
from capacities.ui.pages import SYNTHESIS

visit = visitor.visit_with_bar(SYNTHESIS)
with messages.refusals():
    entries = list_begun(visit.context, visit.identity)
    visit = synthesis.about(visit, entries)
    synthesis.others(visit, entries)
    synthesis.show(visit, read_overview(visit.context, visit.identity, visit.canvas_key))
look.foot()
