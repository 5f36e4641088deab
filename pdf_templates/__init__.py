"""How a workshop looks on paper: templates, styles and the press that prints them."""
