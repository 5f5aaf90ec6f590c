"""Share links of a dossier: show a new one, set its end, withdraw it."""

from capacities.services.read_dossier import read_dossier
from capacities.services.share_links import list_links, replace_link, revoke_link, set_expiry
from capacities.ui import look, messages, share, state, visitor
from capacities.ui.pages import SHARE

visit = visitor.visit_with_bar(SHARE)
with messages.refusals():
    links = list_links(visit.context, visit.identity)
    share.heading(read_dossier(visit.context, visit.identity))
    share.kept_links(visit.dossier_id, visitor.base_url())
    for link in links:
        wish = share.link_card(link)
        if wish.replace:
            token = replace_link(visit.context, visit.identity, link.role)
            share.show_new(visit.dossier_id, link.role, token)
        if wish.revoke:
            own = revoke_link(visit.context, visit.identity, link.role)
            share.withdrawn(visit.dossier_id, link.role, own)
        if wish.sets_expiry:
            set_expiry(visit.context, visit.identity, link.role, wish.expiry)
            state.refresh()
look.foot()
