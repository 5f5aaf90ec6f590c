"""Home: create a dossier in under a minute, find one's dossiers again, open an example."""

from capacities.services.context import current
from capacities.services.my_dossiers import my_dossiers
from capacities.ui import bar, home, look, messages, visitor
from capacities.ui.pages import HOME

bar.draw(HOME)
home.welcome()
with messages.refusals():
    creation, mine = home.columns()
    with creation:
        home.creation_form()
    with mine:
        home.my_dossiers(my_dossiers(current(), visitor.cookie()))
        home.example()
home.credits()
look.foot()
