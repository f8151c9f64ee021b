"""The reference pages: facts about a protocol, its diagrams, and the markdown made of them. No I/O.

Facts are records (:mod:`.facts`, :mod:`.budget`, :mod:`.example`, :mod:`.uses`), figures are SVG (:mod:`.figures`);
:mod:`.protocol_page` and :mod:`.citrus_page` put them into the pages of ``docs/``. Other forms of the reference can be
made of the same records.
"""
