"""LibreOffice as a real client of Word files, for whoever marks their tests as long ones."""

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

MACRO = """Sub Settle(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If command <> "Keep" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    Dim none()
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" & command, "", 0, none())
  End If
  Dim options(0) As New com.sun.star.beans.PropertyValue
  options(0).Name = "FilterName"
  options(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, options())
  document.close(True)
End Sub
"""


@pytest.fixture(scope="session")
def settled_by_office(tmp_path_factory):
    """Return a function that lets LibreOffice settle the changes of a file and save it as Word."""
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation=file://{folder}/profile"

    def start(*arguments):
        subprocess.run(
            [shutil.which("soffice"), "--headless", "--norestore", profile, *arguments],
            check=True,
            capture_output=True,
            timeout=300,
        )

    # The first start lays down a profile with an empty module, which then gets the macro.
    (folder / "a.txt").write_text("a", encoding="utf-8")
    start("--convert-to", "docx", "--outdir", str(folder), str(folder / "a.txt"))
    module = next(Path(folder, "profile").rglob("basic/Standard"), None)
    if module is None:
        start("macro:///Standard.Module1.Main")
        module = next(Path(folder, "profile").rglob("basic/Standard"))
    (module / "Module1.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC '
        '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n<script:module xmlns:'
        'script="http://openoffice.org/2000/script" script:name="Module1" script:language='
        f'"StarBasic">{escape(MACRO)}</script:module>',
        encoding="utf-8",
    )

    def settle(data, command):
        source, target = folder / "source.docx", folder / "target.docx"
        target.unlink(missing_ok=True)
        source.write_bytes(data)
        called = f'"file://{source}","{command}","file://{target}"'
        start(f"macro:///Standard.Module1.Settle({called})")
        return target.read_bytes()

    return settle
