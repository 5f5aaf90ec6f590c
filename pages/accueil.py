"""Home: create a dossier in under a minute, find one's dossiers again, open an example."""

from capacities.services.context import current
from capacities.services.create_dossier import create_dossier
from capacities.services.create_example import create_example
from capacities.services.my_dossiers import my_dossiers
from capacities.ui import bar, home, look, messages, visitor
from capacities.ui.pages import HOME

bar.draw(HOME)
home.welcome()
with messages.refusals():
    home.new_links(visitor.base_url())
    creation, mine = home.columns()
    with creation:
        asked = home.creation_form()
        if asked is not None:
            created = create_dossier(current(), **asked, address=visitor.address())
            home.keep_links(created, asked["title"])
    with mine:
        home.my_dossiers(my_dossiers(current(), visitor.cookie()))
        if home.example_asked():
            home.keep_links(create_example(current(), visitor.address()), home.EXAMPLE)
home.credits()
look.foot()
