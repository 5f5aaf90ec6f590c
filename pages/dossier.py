"""A dossier: its canvases and what remains to be done in each, exports, settings."""

from capacities.services.delete_dossier import delete_dossier
from capacities.services.list_canvases import list_canvases
from capacities.services.read_dossier import read_dossier
from capacities.services.rename_dossier import rename_dossier
from capacities.ui import dossier, messages, visitor

visit = visitor.visit_with_bar()
with messages.refusals():
    view = read_dossier(visit.context, visit.identity)
    dossier.heading(view)
    for entry in list_canvases(visit.context, visit.identity):
        dossier.canvas_card(visit, entry)
    dossier.template_errors(visit)
    dossier.downloads(visit)
    if visit.can_manage:
        renamed = dossier.rename_form(view)
        if renamed is not None:
            rename_dossier(visit.context, visit.identity, **renamed)
            dossier.refresh()
        if dossier.deletion_confirmed(view):
            delete_dossier(visit.context, visit.identity)
            dossier.gone()
