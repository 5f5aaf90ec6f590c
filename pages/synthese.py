"""The figures of a canvas, beside it: in sentences and in charts, drawn when asked."""

from capacities.services.open_canvas import open_canvas
from capacities.services.read_canvas import read_canvas
from capacities.ui import messages, synthesis, visitor

visit = visitor.visit_with_bar()
with messages.refusals():
    opened = open_canvas(visit.context, visit.identity, visit.canvas_key)
    snapshot = read_canvas(visit.context, visit.identity, visit.canvas_key)
    synthesis.show(opened, snapshot)
