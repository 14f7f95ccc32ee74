"""Learning the weights of the encoder: `python -m training.encoder`, with the extra `learning`."""
