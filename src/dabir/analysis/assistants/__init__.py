"""Optional language models, off unless asked for.

    embedding   a model of sentences from a local path: texts → vectors; nothing leaves the machine
    endpoint    an OpenAI-compatible server: how it is asked, within which limits
    asking      what it is asked about themes, and what of its answers is let in

Whatever a model says is a proposal and carries the model's name. It reads texts as data: nothing in
them or in its answers is ever carried out.
"""
