"""ASGI entry: Streamlit's app with our routes, middleware and live rooms beside it.

``streamlit run app.py`` finds ``app`` by reading this source: keep the direct call.
"""

import streamlit as st
from streamlit import config

from capacities.server import lifespan, middleware, routes, served_hosts
from capacities.ui.messages import on_script_error
from capacities.ui.pages import STYLE, addresses

if not config.is_manually_set("server.allowedHosts"):
    config.set_option("server.allowedHosts", served_hosts())

app = st.App(
    "capacities/ui/shell.py",
    routes=routes(),
    middleware=middleware(addresses(), STYLE),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
