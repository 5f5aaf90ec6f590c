"""A canvas, live. The script only checks the right and hands over: typing never reruns it."""

from capacities.services.open_canvas import open_canvas
from capacities.ui import beside, canvas, messages, visitor
from capacities.ui.pages import CANVAS

visit = visitor.visit(CANVAS)
with messages.refusals():
    opened = open_canvas(visit.context, visit.identity, visit.canvas_key)
    canvas.draw(visit, opened)
    beside.draw(visit, opened.template)
