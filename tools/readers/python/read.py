"""Opens exports by one reader: python read.py READER CASES OUTPUT. Writes a line of JSON for each part of each case."""

import contextlib
import importlib.metadata
import io
import json
import os
import sys
import traceback
import warnings

import coco_readers
import table_readers
from common import Case

READERS = {
    "pycocotools": coco_readers.read_pycocotools,
    "torchvision": coco_readers.read_torchvision,
    "supervision": coco_readers.read_supervision,
    "datumaro": coco_readers.read_datumaro,
    "label-studio-sdk": coco_readers.read_label_studio,
    "globox": coco_readers.read_globox,
    "labelformat": coco_readers.read_labelformat,
    "pylabel": coco_readers.read_pylabel,
    "mltable": table_readers.read_mltable,
    "datasets": table_readers.read_datasets,
    "pandas": table_readers.read_pandas,
    "polars": table_readers.read_polars,
    "duckdb": table_readers.read_duckdb,
    "pyarrow": table_readers.read_pyarrow,
}


def main():
    reader, cases, output = sys.argv[1:]
    warnings.simplefilter("ignore")
    version = importlib.metadata.version(reader)
    with open(cases, encoding="utf-8") as file:
        entries = json.load(file)
    with open(output, "w", encoding="utf-8") as out:
        for entry in entries:
            said = io.StringIO()
            error = None
            try:
                with contextlib.redirect_stdout(said):
                    READERS[reader](Case(entry))
            except Exception:
                error = traceback.format_exc(limit=-3)
            parts = [json.loads(line) for line in said.getvalue().splitlines() if line.startswith('{"part"')]
            line = {"reader": reader, "version": version, "case": entry["name"], "parts": parts, "error": error}
            out.write(json.dumps(line) + os.linesep)


main()
