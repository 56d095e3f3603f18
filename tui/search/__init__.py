"""Finding passages in a collection by half-remembered words."""
