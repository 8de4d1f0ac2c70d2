"""Answer scoring: features of a candidate, contradictions, calibrated confidence."""
