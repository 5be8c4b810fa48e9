"""`make bench`: ratios against the limit, side by side in one run; printed, never asserted."""
