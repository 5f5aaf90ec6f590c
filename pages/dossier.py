"""A dossier: its canvases and what remains to be done in each, exports, settings."""

from capacities.services.delete_dossier import delete_dossier
from capacities.services.erase_person import erase_person
from capacities.services.list_canvases import list_by_theme
from capacities.services.list_people import list_people, where_mentioned
from capacities.services.read_dossier import read_dossier
from capacities.services.rename_dossier import rename_dossier
from capacities.ui import dossier, leaving, look, messages, people, state, visitor
from capacities.ui.pages import DOSSIER

dossier.farewell()
visit = visitor.visit_with_bar(DOSSIER)
with messages.refusals():
    view = read_dossier(visit.context, visit.identity)
    dossier.heading(view)
    themes = list_by_theme(visit.context, visit.identity)
    dossier.entrances(visit, themes)
    dossier.template_errors(visit)
    leaving.section(visit, themes)
    if visit.can_edit:
        with people.section(everyone=visit.can_manage):
            found = list_people(visit.context, visit.identity)
            chosen = people.choose(found, everyone=visit.can_manage)
            if chosen is not None:
                mentions = where_mentioned(visit.context, visit.identity, chosen.name)
                if people.confirmed(chosen, mentions, everyone=visit.can_manage):
                    people.done(erase_person(visit.context, visit.identity, chosen.name))
    if visit.can_manage:
        renamed = dossier.rename_form(view)
        if renamed is not None:
            rename_dossier(visit.context, visit.identity, **renamed)
            state.refresh()
        if dossier.deletion_confirmed(view):
            delete_dossier(visit.context, visit.identity)
            dossier.gone(visit.dossier_id)
look.foot()
