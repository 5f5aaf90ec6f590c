"""The sketch beside a canvas: one draws freely, says what it shows, and each version is kept."""

from capacities.services.put_sketch import put_sketch
from capacities.services.read_sketches import read_sketches
from capacities.ui import look, messages, sketching, visitor
from capacities.ui.pages import SKETCH

visit = visitor.visit_with_bar(SKETCH)
with messages.refusals():
    known = read_sketches(visit.context, visit.identity, visit.canvas_key)
    sketching.heading(visit)
    if visit.can_edit:
        wish, place = sketching.draw(visit, known)
        if wish is not None:
            with place, sketching.answer(visit) as answer:
                answer.kept = put_sketch(visit.context, visit.identity, visit.canvas_key, **wish)
        sketching.other_ways(visit)
        known = read_sketches(visit.context, visit.identity, visit.canvas_key)
        with place:
            sketching.told(visit, known)
    sketching.gallery(visit, known)
look.foot()
