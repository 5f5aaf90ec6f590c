"""Floor 3: what people see; the only floor that imports Streamlit."""
