"""From a reading to an indexable document: metadata, passages, index entries."""
