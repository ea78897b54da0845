"""How it looks: brands, fonts, pages, and the press."""
