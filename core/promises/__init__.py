"""What somebody promised to do, by when, and what became of it: one public list for surveys and customer questions."""
