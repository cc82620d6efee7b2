"""Readers of tables: JSON Lines, MLTable and CSV. Each takes a case and reports each of its parts."""

import json
import os
import urllib.parse

from coco_readers import by_path
from common import DATASTORE, facts, hash_address, hash_below, hash_url, is_none, report


def json_rows(case, records, column="image_url"):
    """Rows of the format Dataset, from one dictionary for each."""
    rows = []
    for record in records:
        label = record.get("label")
        if isinstance(label, str):
            classes = [label]
        else:
            classes = None if label is None or (not hasattr(label, "__len__") and is_none(label)) else list(label)
        pictures = {
            "path": hash_below(case, record["path"]),
            "absolute_url": hash_address(case, record["absolute_url"]),
        }
        if column is not None:
            pictures[column] = hash_url(case, str(record[column]))
        rows.append(facts(case, record["path"], classes, pictures, record))
    return rows


def path_of(case, record):
    """The path, from the end of the URL: a `Path` that a spreadsheet could read as a formula is changed."""
    return urllib.parse.unquote(record["AbsoluteUrl"]).removeprefix(case.root)


def as_named(path, name):
    """What stands in `Path` or at the end of `Url`, without the change that docs/exports.md describes."""
    return path if urllib.parse.unquote(name) == path else os.path.normpath(name)


def csv_rows(case, records):
    """Rows of the format CSV, from one dictionary of texts for each."""
    names = {"Item": "item", "State": "state", "Part": "part", "Problem": "problem", "Orientation": "orientation"}
    rows = []
    for record in records:
        record = {name: "" if is_none(value) else str(value) for name, value in record.items()}
        labels = record["Labels"]
        path = path_of(case, record)
        prefix = f"{DATASTORE}{case.datastore}/"
        pictures = {
            "Path": hash_below(case, as_named(path, record["Path"])),
            "AbsoluteUrl": hash_address(case, record["AbsoluteUrl"]),
            "Url": hash_url(case, prefix + as_named(path, record["Url"].removeprefix(prefix))),
        }
        row = {ours: record[name] for name, ours in names.items()}
        classes = json.loads(labels) if labels else None
        if ",".join(classes or []) != record["Label"]:
            pictures["Label"] = f"Label {record['Label']!r} is not {classes!r} joined"
        rows.append(facts(case, path, classes, pictures, row))
    return rows


def each_part(case, read):
    for part in case.parts:
        rows = csv_rows if case.format == "Csv" else json_rows
        report(part["part"], rows(case, read(case.file_of(part))))


def read_pandas(case):
    import pandas

    def read(path):
        if case.format == "Csv":
            return pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
        return pandas.read_json(path, lines=True, dtype=False).to_dict("records")

    each_part(case, read)


def read_polars(case):
    import polars

    def read(path):
        if case.format == "Csv":
            return polars.read_csv(path, infer_schema=False).to_dicts()
        return polars.read_ndjson(path, infer_schema_length=None).to_dicts()

    each_part(case, read)


def read_duckdb(case):
    import duckdb

    def read(path):
        if case.format == "Csv":
            relation = duckdb.read_csv(path, all_varchar=True, header=True)
        else:
            relation = duckdb.read_json(path)
        return [dict(zip(relation.columns, row)) for row in relation.fetchall()]

    each_part(case, read)


def read_pyarrow(case):
    import pyarrow
    import pyarrow.csv
    import pyarrow.json

    def read(path):
        if case.format != "Csv":
            return pyarrow.json.read_json(path).to_pylist()
        with open(path, encoding="utf-8") as file:
            columns = file.readline().strip().split(",")
        types = {name: pyarrow.string() for name in columns}
        options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=False)
        return pyarrow.csv.read_csv(path, convert_options=options).to_pylist()

    each_part(case, read)


def read_mltable(case):
    import mltable

    for part in case.parts:
        frame = mltable.load(os.path.dirname(case.file_of(part))).to_pandas_dataframe()
        # image_url is a stream, which has an address only inside of a workspace.
        report(part["part"], json_rows(case, frame.to_dict("records"), column=None))


def read_datasets_coco(case):
    """The three tables that the README of a COCO export names, joined by their ids."""
    import datasets

    tables = {name: datasets.load_dataset(case.folder, name) for name in ("images", "annotations", "categories")}
    unsplit = len(case.parts) == 1
    for split in tables["images"]:
        images, annotations, categories = (list(tables[name][split]) for name in tables)
        names = {entry["id"]: entry["name"] for entry in categories}
        classes = {entry["id"]: [] for entry in images}
        for annotation in annotations:
            classes[annotation["image_id"]].append(names[annotation["category_id"]])
        rows = [
            facts(case, image["file_name"], classes[image["id"]], by_path(case, image), image) for image in images
        ]
        report("" if unsplit else str(split), rows, list(names.values()))


def read_datasets(case):
    """The folder as it is: the parts and files are those of its README."""
    import datasets

    datasets.disable_progress_bars()
    if case.format == "Coco":
        read_datasets_coco(case)
        return
    loaded = datasets.load_dataset(case.folder)
    unsplit = len(case.parts) == 1
    for split, rows in loaded.items():
        part = "" if unsplit else str(split)
        records = [dict(row) for row in rows]
        report(part, csv_rows(case, records) if case.format == "Csv" else json_rows(case, records))
