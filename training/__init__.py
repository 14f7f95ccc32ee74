"""Training: the weights of the judge of causes, learned from gold sections of the split `dev`."""
