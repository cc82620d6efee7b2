"""Readers of COCO. Each takes a case and reports each of its parts."""

import json
import os
import sys
import tempfile
import types
import urllib.parse

from common import facts, hash_address, hash_below, hash_file, hash_url, report


def by_path(case, image):
    """The picture by each way that the entry of an image names."""
    return {
        "file_name": hash_below(case, image["file_name"]),
        "absolute_url": hash_address(case, image["absolute_url"]),
        "coco_url": hash_url(case, image["coco_url"]),
    }


def read_pycocotools(case):
    from pycocotools.coco import COCO

    for part in case.parts:
        coco = COCO(case.file_of(part))
        names = {entry["id"]: entry["name"] for entry in coco.loadCats(coco.getCatIds())}
        rows = []
        for image in coco.loadImgs(coco.getImgIds()):
            # With the filters that evaluation uses.
            ids = coco.getAnnIds(imgIds=[image["id"]], areaRng=[0.5, 1e10], iscrowd=False)
            classes = [names[one["category_id"]] for one in coco.loadAnns(ids)]
            rows.append(facts(case, image["file_name"], classes, by_path(case, image), image))
        found = {image for name in names for image in coco.getImgIds(catIds=[name])}
        labeled = {one["image_id"] for one in coco.dataset["annotations"]}
        if found != labeled:
            raise ValueError(f"getImgIds finds {len(found)} images of {len(labeled)}")
        report(part["part"], rows, [entry["name"] for entry in coco.dataset["categories"]])


def load_torchvision_coco():
    """
    CocoDetection of torchvision as its wheel has it. The wheel needs torch, which is gigabytes with CUDA and lends this class a base only:
    an empty base stands in for it.
    """
    import importlib.metadata
    import importlib.util

    class Dataset:
        def __class_getitem__(cls, _):
            return cls

    torch, utils, data = (types.ModuleType(name) for name in ("torch", "torch.utils", "torch.utils.data"))
    data.Dataset = Dataset
    utils.data = data
    torch.utils = utils
    sys.modules.update({"torch": torch, "torch.utils": utils, "torch.utils.data": data})
    root = str(importlib.metadata.distribution("torchvision").locate_file("torchvision"))
    package, datasets = types.ModuleType("torchvision"), types.ModuleType("torchvision.datasets")
    package.__path__ = [root]
    datasets.__path__ = [os.path.join(root, "datasets")]
    own = types.ModuleType("torchvision.utils")
    own._log_api_usage_once = lambda _: None
    sys.modules.update({"torchvision": package, "torchvision.datasets": datasets, "torchvision.utils": own})
    import torchvision.datasets.coco as coco

    return coco.CocoDetection


def read_torchvision(case):
    from PIL import ImageOps

    detection = load_torchvision_coco()
    for part in case.parts:
        dataset = detection(case.images, case.file_of(part), transform=ImageOps.exif_transpose)
        names = {entry["id"]: entry["name"] for entry in dataset.coco.dataset["categories"]}
        rows = []
        for index, image_id in enumerate(dataset.ids):
            # Opens the picture by its file_name.
            image, target = dataset[index]
            entry = dataset.coco.loadImgs(image_id)[0]
            path = entry["file_name"]
            classes = [names[one["category_id"]] for one in target]
            pictures = {"file_name": hash_file(os.path.join(dataset.root, path))}
            size = {"width": image.width, "height": image.height}
            rows.append(facts(case, path, classes, pictures, size))
        report(part["part"], rows, list(names.values()))


def read_supervision(case):
    import supervision

    for part in case.parts:
        dataset = supervision.DetectionDataset.from_coco(case.images, case.file_of(part))
        rows = []
        for path in dataset.image_paths:
            classes = [dataset.classes[number] for number in dataset.annotations[path].class_id]
            rows.append(facts(case, os.path.relpath(path, case.images), classes, {"file_name": hash_file(path)}))
        report(part["part"], rows, dataset.classes)


def read_datumaro(case):
    import datumaro

    dataset = datumaro.Dataset.import_from(case.folder, "coco")
    names = [entry.name for entry in dataset.categories()[datumaro.AnnotationType.label]]
    images = os.path.join(case.folder, "images")
    by_part = {}
    for item in dataset:
        classes = [
            names[one.label] for one in item.annotations if one.type == datumaro.AnnotationType.label
        ]
        path = item.media.path
        row = facts(case, os.path.relpath(path, images), classes, {"file_name": hash_file(path)})
        by_part.setdefault(item.subset, []).append(row)
    unsplit = len(case.parts) == 1
    for subset, rows in by_part.items():
        report("" if unsplit else subset, rows, names)


def read_label_studio(case):
    from label_studio_sdk.converter.imports.coco import convert_coco_to_ls

    root = "/data/local-files/?d="
    for part in case.parts:
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "tasks.json")
            convert_coco_to_ls(case.file_of(part), out, image_root_url=root)
            with open(out, encoding="utf-8") as file:
                tasks = json.load(file)
        rows = []
        for task in tasks:
            # A URL, whose separator between the root and the name is the converter's.
            path = urllib.parse.unquote(task["data"]["image"][len(root) :].removeprefix("/"))
            results = task["annotations"][0]["result"]
            classes = [result["value"]["rectanglelabels"][0] for result in results]
            rows.append(facts(case, path, classes, {"file_name": hash_below(case, path)}))
        report(part["part"], rows)


def read_globox(case):
    from globox import AnnotationSet

    for part in case.parts:
        annotations = AnnotationSet.from_coco(case.file_of(part))
        rows = []
        for entry in annotations:
            path = str(entry.image_id)
            width, height = entry.image_size
            row = {"width": width, "height": height}
            classes = [box.label for box in entry.boxes]
            rows.append(facts(case, path, classes, {"file_name": hash_below(case, path)}, row))
        report(part["part"], rows, list(annotations._id_to_label.values()))


def read_labelformat(case):
    from labelformat.formats import COCOObjectDetectionInput

    for part in case.parts:
        source = COCOObjectDetectionInput(case.file_of(part))
        rows = []
        for entry in source.get_labels():
            path = entry.image.filename
            row = {"width": entry.image.width, "height": entry.image.height}
            classes = [one.category.name for one in entry.objects]
            rows.append(facts(case, path, classes, {"file_name": hash_below(case, path)}, row))
        report(part["part"], rows, [entry.name for entry in source.get_categories()])


def read_pylabel(case):
    from pylabel import importer

    for part in case.parts:
        frame = importer.ImportCoco(case.file_of(part), path_to_images=case.images).df
        rows = []
        for path, group in frame.groupby("img_filename", sort=False):
            classes = [name for name in group["cat_name"] if isinstance(name, str) and name != ""]
            first = group.iloc[0]
            row = {"width": first["img_width"], "height": first["img_height"]}
            file = os.path.join(first["img_folder"], path)
            rows.append(facts(case, path, classes, {"file_name": hash_file(file)}, row))
        report(part["part"], rows)
