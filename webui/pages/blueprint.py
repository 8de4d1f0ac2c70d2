"""The blueprint of the pages: `routes` and `list_routes` add their addresses to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
