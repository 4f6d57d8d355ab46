"""The reading site over HTTP: static files, true answers for what is gone, no surprises."""

from dragoman.web.serving import Served, serve_site
from dragoman.web.site import site_app

__all__ = ["Served", "serve_site", "site_app"]
