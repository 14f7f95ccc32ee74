"""Training: the weights of the judge of causes, learned from gold sections of the split `dev` and phrases.

sections     gold sections to learn from
causes       their rows: the runs of words as the judge sees them, with what is right
phrases      phrases that tell causes, each with its label, from `data/`
fit          ridge-penalised logistic, softmax and conditional logit over features that hold or do not
learn        the four models: cause, category, effect, way
crossval     what weights reach on months that they were not learned from
"""
