"""What the readers share: how the picture of a row is found, and what is said about a row."""

import functools
import hashlib
import json
import os
import urllib.request

DATASTORE = "AmlDatastore://"


class Case:
    """One export in a folder, and the copy of its pictures."""

    def __init__(self, entry):
        self.format = entry["format"]
        self.folder = entry["folder"]
        self.images = entry["images"]
        self.datastore = entry["datastore"]
        self.root = entry["root"]
        self.sas = entry["sas"]
        self.parts = entry["parts"]

    def file_of(self, part):
        return os.path.join(self.folder, part["file"])


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@functools.cache
def hash_file(path):
    """The hash of a file, or why there is none."""
    try:
        with open(path, "rb") as file:
            return sha256(file.read())
    except OSError as error:
        return f"{type(error).__name__}: {path}"


def hash_below(case, path):
    return hash_file(os.path.join(case.images, path))


def hash_datastore_url(case, url):
    """As scripts do that replace the datastore by the folder of its copy."""
    prefix = f"{DATASTORE}{case.datastore}/"
    if not url.startswith(prefix):
        return f"{url} does not begin with {prefix}"
    return hash_below(case, url[len(prefix) :])


@functools.cache
def hash_content(url, sas):
    try:
        with urllib.request.urlopen(f"{url}?{sas}", timeout=30) as response:
            return sha256(response.read())
    except OSError as error:
        return f"{error}: {url}"


def hash_address(case, url):
    return hash_content(url, case.sas)


def hash_url(case, url):
    return hash_datastore_url(case, url) if url.startswith(DATASTORE) else hash_address(case, url)


def is_none(value):
    return value is None or value != value


def text(value):
    return None if is_none(value) else str(value)


def number(value):
    return None if is_none(value) or value == "" else int(float(value))


def facts(case, path, classes, pictures, row=None):
    """What a reader says about an item. `row` has the plain columns, by the names of the JSON formats."""
    row = row or {}
    said = {
        # `./` is before a name that begins like a drive.
        "path": os.path.normpath(path),
        "classes": None if classes is None else [str(name) for name in classes],
        "pictures": pictures,
    }
    for name in ("item", "state", "part", "problem"):
        if name in row:
            said[name] = text(row[name])
    for name in ("width", "height", "orientation"):
        if name in row:
            said[name] = number(row[name])
    return said


def report(part, rows, classes=None):
    """The observation of one part. `part` is empty for an export without a split."""
    print(json.dumps({"part": part, "rows": rows, "classes": classes}), flush=True)


