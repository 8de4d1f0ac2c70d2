"""What stores passages and ranks them; `registry` names the engines."""
