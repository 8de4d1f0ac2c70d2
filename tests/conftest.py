"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples in each run: whether a commit passes does not depend on the day. New examples
# are looked for with `make fuzz`; what that finds becomes an example of its test.
settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("fuzz", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("repeatable")
