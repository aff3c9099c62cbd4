"""Writes a letter as a Word file (.docx), in memory."""

import io

from docx import Document
from docx.oxml.ns import qn

from bot.web.drafting import CLOSE, Draft

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"


def word_file(letter: Draft) -> bytes:
    """Return a Word file of a letter: its subject in bold, its lists as lists, no author named."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = letter.subject
    for language in document.styles.element.xpath(".//w:lang"):
        language.set(qn("w:val"), LANGUAGE)
    for block, after in zip(letter.blocks, (*letter.blocks[1:], None), strict=True):
        paragraph = document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        paragraph.add_run(block.text).bold = block.kind == "subject"
        if after and after.kind == block.kind and block.kind in CLOSE:
            paragraph.paragraph_format.space_after = 0
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
