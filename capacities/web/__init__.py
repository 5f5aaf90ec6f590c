"""Floor 3: the HTTP routes beside Streamlit's own, and the middleware."""
