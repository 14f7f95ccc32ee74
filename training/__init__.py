"""Training: the weights of the judge of causes, learned from gold sections of the split `dev`.

rows         gold sections as the judge sees them, with what is right
fit          ridge-penalised logistic and softmax regression, and conditional logit, over features that hold or not
learn        the four models: cause, category, effect, way
crossval     what weights reach on months that they were not learned from
"""
