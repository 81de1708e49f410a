"""Government press releases in, structured records out."""
