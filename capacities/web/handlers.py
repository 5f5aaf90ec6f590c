"""From a service to a route: asked in a thread, its refusals turned into answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from capacities.domain.errors import CapacitiesError
from capacities.services.context import Context, current
from capacities.services.identify import Identity, identify
from capacities.web.answers import WrongMethod, refuse
from capacities.web.asking import address_of, bearer_of, check_origin, cookie_of

UNEXPECTED: Final = (
    "Une erreur inattendue s’est produite. Ce qui était enregistré l’est toujours : réessayez, "
    "et si cela recommence, prévenez la personne qui administre le site."
)
Handler = Callable[[Request], Awaitable[Response]]


def route(handler: Handler) -> Handler:
    """Wrap a handler: it may raise CapacitiesError; a POST must come from our pages."""

    async def guarded(request: Request) -> Response:
        try:
            if request.method == "POST":
                check_origin(request, (await context_of(request)).settings)
            return await handler(request)
        except CapacitiesError as error:
            return refuse(request, error)
        except ClientDisconnect:  # gone before the end of its body: nobody reads the answer
            return Response(status_code=408)
        except Exception as error:
            unexpected = CapacitiesError(UNEXPECTED)
            unexpected.__cause__ = error
            return refuse(request, unexpected)

    guarded.__name__, guarded.__doc__ = handler.__name__, handler.__doc__
    return guarded


class OurRoute(Route):
    """A route that refuses a wrong method as it refuses anything else.

    Attributes:
        allowed: the methods of its address, those of the routes beside it included.
    """

    allowed: frozenset[str] = frozenset()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Keep a wrong method from Streamlit's pages, which answer to every address."""
        match, found = super().matches(scope)
        wrong = match is Match.PARTIAL and scope["method"] not in self.allowed
        return (Match.FULL if wrong else match), found

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.methods is None or scope["method"] in self.methods:
            await super().handle(scope, receive, send)
            return
        methods = ", ".join(sorted(self.allowed or self.methods))
        error = WrongMethod(f"Cette adresse ne se demande pas ainsi : on attend {methods}.")
        answer = refuse(Request(scope, receive), error)
        answer.headers["Allow"] = methods
        await answer(scope, receive, send)


async def context_of(request: Request) -> Context:
    """Return the context: the app's own when it has one (tests), else the process's.

    The latter is open since the server started: nothing is waited for.
    """
    own = getattr(request.app.state, "context", None)
    if isinstance(own, Context):
        return own
    return current()


def identity_of(ctx: Context, request: Request) -> Identity:
    """Return who asks in the dossier of the address. Blocking: call it in a thread.

    A wrong token shown by a program counts as a wrong link.
    """
    bearer = bearer_of(request.headers)
    return identify(
        ctx,
        request.path_params["dossier"],
        cookie=cookie_of(request, ctx.settings),
        bearer=bearer,
        address=address_of(request) if bearer else None,
        visit=True,
    )
