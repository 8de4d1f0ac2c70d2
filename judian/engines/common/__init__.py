"""What several engines share: key values as numbers. Nothing of how one of them stores."""
