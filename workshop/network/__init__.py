"""Reading, measuring, comparing and drawing the relationship network of a community."""
