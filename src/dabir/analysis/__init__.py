"""Analysis of submissions by the million: batch stages over Arrow and Parquet, without Django.

Rooms, in the order of the work:

    reading      a file of rows → submissions; what cannot be read is counted and listed
    passages     submissions → passages, and the language of each
    words        texts → folded, hashed words, straight from Arrow's buffers
    duplicates   exact and near duplicates, campaigns, what each member changed in the template
    themes       the weighted themes of passages, the tree, labels and quotes
    matching     who shaped which clause: shared wording, ranked, with its spans
    searching    an index over passages
    teaching     what people's codes teach: proposals with a chance, or none where it is unsure
    assistants   optional language models: from a local path, or an endpoint
    reporting    one self-contained page
    runs         run ids, resuming, progress, memory
    engines      what runs the kernels: threads here, Spark on a cluster

``analyse`` does all of it, stage by stage (``stages``). Tables are in ``schemas``, what runs over
them is a kernel (``kernels``), and what is compiled is compiled by ``compiled``.
"""
