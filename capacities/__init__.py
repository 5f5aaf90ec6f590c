"""CAPACities en ligne : les canevas des ateliers, remplis à plusieurs en même temps."""

__version__ = "0.1.0"
