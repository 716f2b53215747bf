#!/usr/bin/python3
"""Draws a result's riskmap.qgz with QGIS, without a screen: the map, every layout, one atlas sheet.

    /usr/bin/python3 scripts/render_project.py out/demo --into pictures [--dpi 100] [--small] [--sheet CODE]

For tests and for the pictures of the README. Needs Debian's python3-qgis (QGIS 3.22 or later). Prints a line of JSON
per layer and per picture; ends with 1 when a layer does not open.
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile

NO_QGIS = 77


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("result", type=pathlib.Path, help="folder of a result")
    parser.add_argument("--into", type=pathlib.Path, help="folder for the pictures; without it only opens the layers")
    parser.add_argument("--dpi", type=float, default=100)
    parser.add_argument("--small", action="store_true", help="256 colours, for pictures of a document")
    parser.add_argument("--sheet", help="code of the commune of the atlas sheet; the first otherwise")
    return parser.parse_args()


def say(**facts):
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def open_layers(project):
    """Says of every layer whether it opens, has rows and a renderer of its own; the number that do not."""
    bad = 0
    for layer in sorted(project.mapLayers().values(), key=lambda one: one.id()):
        fine = layer.isValid() and layer.featureCount() != 0 and layer.renderer() is not None
        bad += not fine
        legend = [item.label() for item in layer.renderer().legendSymbolItems()] if fine else []
        say(layer=layer.id(), title=layer.name(), valid=layer.isValid(), rows=layer.featureCount(),
            source=layer.source(), renderer=layer.renderer().type() if fine else None, legend=legend)
    return bad


def open_styles(result, core):
    """Opens each file beside which a style lies, as QGIS does: is the style taken, do all its columns exist?"""
    bad = 0
    for style in sorted(result.rglob("*.qml")):
        file = next((style.with_suffix(end) for end in (".shp", ".geojson") if style.with_suffix(end).exists()), None)
        if file is None:
            continue
        layer = core.QgsVectorLayer(str(file), style.stem, "ogr")
        if layer.geometryType() == core.QgsWkbTypes.NullGeometry:
            continue
        message, taken = layer.loadNamedStyle(str(style))
        columns = set(layer.renderer().usedAttributes(core.QgsRenderContext()))
        missing = sorted(columns - {field.name() for field in layer.fields()})
        bad += not taken or bool(missing)
        say(style=str(style.relative_to(result)), taken=taken, message=message, missing=missing,
            renderer=layer.renderer().type())
    return bad


def open_geopackage(result, core):
    """Opens the tables of riskmap.gpkg without the project: does QGIS apply the style kept inside?"""
    bad = 0
    file = result / "riskmap.gpkg"
    for sub in core.QgsProviderRegistry.instance().querySublayers(str(file)):
        if sub.wkbType() == core.QgsWkbTypes.NoGeometry:
            continue
        layer = core.QgsVectorLayer(sub.uri(), sub.name(), "ogr")
        styled = layer.renderer().type() == "RuleRenderer"
        bad += not styled
        say(table=sub.name(), styled=styled, rows=layer.featureCount())
    return bad


def export(layout, file, arguments, core):
    settings = core.QgsLayoutExporter.ImageExportSettings()
    settings.dpi = arguments.dpi
    done = core.QgsLayoutExporter(layout).exportToImage(str(file), settings)
    if arguments.small:
        from qgis.PyQt.QtGui import QImage

        QImage(str(file)).convertToFormat(QImage.Format_Indexed8).save(str(file))
    say(picture=str(file), layout=layout.name(), done=done == core.QgsLayoutExporter.Success)
    return done != core.QgsLayoutExporter.Success


def draw_map(project, file, core, size):
    settings = core.QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(core.QgsRectangle(project.viewSettings().defaultViewExtent()))
    settings.setOutputSize(size)
    settings.setOutputDpi(96)
    job = core.QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(file))
    say(picture=str(file), layout=None, done=not job.errors())


def draw(project, arguments, core, size):
    arguments.into.mkdir(parents=True, exist_ok=True)
    draw_map(project, arguments.into / "project.png", core, size)
    bad = 0
    number = 0
    for layout in project.layoutManager().layouts():
        atlas = layout.atlas()
        if atlas.enabled():
            layout.reportContext().setLayer(atlas.coverageLayer())
            atlas.beginRender()
            atlas.updateFeatures()
            wanted = [i for i in range(atlas.count()) if not arguments.sheet
                      or (atlas.seekTo(i) and atlas.currentFilename() == arguments.sheet)]
            atlas.seekTo(wanted[0])
            atlas.refreshCurrentFeature()
            bad += export(layout, arguments.into / "sheet.png", arguments, core)
        else:
            number += 1
            bad += export(layout, arguments.into / f"layout_{number}.png", arguments, core)
    return bad


def main():
    arguments = parse()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    try:
        from qgis import core
        from qgis.PyQt.QtCore import QSize
    except ImportError:
        print("QGIS's Python is not installed: apt-get install python3-qgis", file=sys.stderr)
        return NO_QGIS
    core.QgsApplication.setPrefixPath("/usr", True)
    application = core.QgsApplication([], False)
    application.initQgis()
    project = core.QgsProject.instance()
    if not project.read(str(arguments.result / "riskmap.qgz")):
        print(f"QGIS cannot read the project: {project.error()}", file=sys.stderr)
        return 1
    say(project=project.title(), crs=project.crs().authid() or project.crs().toWkt(),
        valid=project.crs().isValid(), layouts=[layout.name() for layout in project.layoutManager().layouts()],
        themes=project.mapThemeCollection().mapThemes())
    bad = open_layers(project)
    bad += open_styles(arguments.result, core)
    bad += open_geopackage(arguments.result, core)
    if arguments.into:
        bad += draw(project, arguments, core, QSize(1100, 1000))
    return 1 if bad else 0


if __name__ == "__main__":
    CODE = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(CODE)  # QGIS's own way out crashes without a screen
