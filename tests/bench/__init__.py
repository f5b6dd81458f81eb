"""`make bench`: ratios, each of two things measured side by side in one run, on real services."""
