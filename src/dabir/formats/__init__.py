"""Files in and out: what people send is read into text, what the group issues is written.

Nothing here knows Django, the database or the clock. Reading starts at
:func:`dabir.formats.reading.read_text`; writing takes the models of
:mod:`dabir.formats.documents`.
"""
