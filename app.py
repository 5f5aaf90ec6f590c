"""ASGI entry: Streamlit's app with our routes, middleware and live rooms beside it.

``streamlit run app.py`` finds ``app`` by reading this source: keep the direct call.
"""

import streamlit as st

from capacities.server import lifespan, middleware, routes
from capacities.ui.messages import on_script_error

app = st.App(
    "capacities/ui/shell.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
