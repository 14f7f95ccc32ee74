"""Training: the weights and the encoder of the embedded extractor, learned from gold sections of `dev`.

`README.md` lists the modules and the commands; nothing imports this package, and it is not part of the wheel.
"""
