def in_words(x):
    return str(x)


def stage_in_words(x):
    return x
