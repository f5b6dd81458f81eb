"""A stock Wagtail blog to compare with: the shape of Wagtail's demo "bakerydemo" (its blog page), written by us.

Its page has what that one has: a menu from the tree, breadcrumbs, a hero picture, authors with portraits, tags, a body of
headings, paragraphs and pictures, a footer. Templates, settings and queries are those of Wagtail's documentation.
"""
