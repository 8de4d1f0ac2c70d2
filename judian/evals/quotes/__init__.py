"""How well quotations are verified: true and altered ones, made from an index."""
