"""Share links of a dossier: show, print, give a code, set an end, replace, withdraw."""

from capacities.services.entry_codes import list_codes, make_code
from capacities.services.read_dossier import read_dossier
from capacities.services.share_links import (
    create_link,
    list_links,
    replace_link,
    revoke_link,
    set_expiry,
)
from capacities.ui import look, messages, share, visitor
from capacities.ui.pages import SHARE

visit = visitor.visit_with_bar(SHARE)
context, identity = visit.context, visit.identity
with messages.refusals():
    wish = share.wish()
    if wish is not None:
        with share.answering(wish):
            if wish.act == "revoke":
                revoke_link(context, identity, wish.role)
            elif wish.act == "expiry":
                set_expiry(context, identity, wish.role, wish.expiry)
            elif wish.act == "code":
                make_code(context, identity, wish.role, wish.canvas, share.here())
            elif wish.act == "create":
                create_link(context, identity, wish.role)
            else:
                replace_link(context, identity, wish.role)
    links, codes = list_links(context, identity), list_codes(context, identity)
    dossier = read_dossier(context, identity)
    share.heading(dossier)
    share.board(dossier, links, codes, context.templates().templates, visitor.base_url())
look.foot()
