"""The script Streamlit runs for every page: settings, then the page asked for."""

import streamlit as st

from capacities.ui.pages import PAGES

st.set_page_config(page_title="CAPACities", page_icon="🗺️", layout="wide")
st.navigation([page.streamlit_page() for page in PAGES], position="hidden").run()
