"""Words shown to people, in Chinese and English."""
