"""The same job through the OpenAI Batch API, or through any program that answers its request files.

    lines     a request file's lines, within the API's limits, and the lines that come back
    outcomes  what came back, by the request's id, and the answerer's transport that is fed from it
    job       what a run folder's `batch/` holds: how the model is asked, and the files of the round
    service   the files and batches endpoints, through openai's client
    opened    a run folder open for batches, and its conversations as far as the outcomes go
    work      prepare, submit, collect

A conversation with the model is held by the same code as online. Where it needs a reply that has not
come, its request goes into the next round; when the reply is there, the conversation is held anew from
its beginning, with the same outcome so far, and goes on. So a wrong answer is asked again in the next
round with what is wrong with it, and the run folder ends as if the model had been asked online.
"""
