"""The whole labeling job by the client that openapi-generator makes for Python."""

import hashlib
import os
import time
from urllib.parse import parse_qs, urlsplit

import etiquette
from etiquette.rest import ApiException
from first_page import answer_first_page

api = os.environ["API"]
token = os.environ["TOKEN"]
name = os.environ["NAME"]
client = etiquette.ApiClient(etiquette.Configuration(host=api, access_token=token))
datastores = etiquette.DatastoresApi(client)
datasets = etiquette.DatasetsApi(client)
projects = etiquette.ProjectsApi(client)
labeling = etiquette.LabelingApi(client)
review = etiquette.ReviewApi(client)
exports = etiquette.ExportsApi(client)
operations = etiquette.OperationsApi(client)


def step(title: str, value: str) -> None:
    print(f"{title}: {value}", flush=True)


def follow(operation: str) -> str:
    for _ in range(600):
        status = operations.get_operation(operation).status
        if status not in ("NotStarted", "Running"):
            return status
        time.sleep(0.2)
    return "still running"


def refusal_of(call) -> str:
    try:
        call()
    except ApiException as error:
        return f"{error.status} {error.data.error.code}"
    return "no error"


def statuses(results) -> str:
    return " ".join(result.status for result in results)


def set_up() -> None:
    datastore = datastores.put_datastore(
        name,
        etiquette.DatastoreRequest(
            type="AzureBlob",
            containerUrl=os.environ["CONTAINER_URL"],
            credential=etiquette.Credential(type="ManagedIdentity"),
        ),
    )
    step("datastore", f"{datastore.type} {datastore.credential.type}")
    folders = [one for one in datastores.browse_datastore(name).value if one.kind == "Folder"]
    files = datastores.browse_datastore(name, prefix="Bag/").value
    step("browse", f"{len(folders)} folders, {len(files)} files of {sum(file.size for file in files)} bytes")
    dataset = datasets.put_dataset(name, etiquette.DatasetRequest(mediaType="Image", datastore=name, path="**"))
    step("dataset", f"{dataset.media_type}")
    classes = [etiquette.LabelClass(name=one) for one in ("Bag", "Ankle boot", "Coat", "Größe ≠")]
    project = projects.put_project(
        name, etiquette.ProjectRequest(mediaType="Image", taskType="MultiClass", dataset=name, labelClasses=classes)
    )
    step("project", ", ".join(one.name for one in project.label_classes))
    step("import", f"{follow(project.operation.id)}, {projects.get_project(name).status}")


def label() -> list[str]:
    step("first page", " ".join(answer_first_page(api, token, name)))
    take = etiquette.TakePageRequest(size=5)
    page = labeling.take_page(name, take)
    step("page", f"{len(page.items)} items, {len(page.label_classes)} classes, waiting {page.waiting or 'none'}")
    step("page again", "same" if labeling.take_page(name, take).id == page.id else "another")
    image = labeling.get_item_content(name, page.items[0].id)
    step("image", f"{page.items[0].path} {hashlib.sha256(image).hexdigest()}")
    items = [item.id for item in page.items]
    answers = [etiquette.Answer(item=item, labels=["Ankle boot"]) for item in items[:4]]
    answers.append(etiquette.Answer(item=items[4], skip=True, reason="cannot tell"))
    request = etiquette.SubmitRequest(answers=answers)
    step("submit", statuses(labeling.submit_page(name, page.id, request, idempotency_key=f"{name}-1").results))
    step("submit again", statuses(labeling.submit_page(name, page.id, request, idempotency_key=f"{name}-1").results))
    progress = projects.get_progress(name)
    step("progress", f"{progress.labeled} labeled, {progress.skipped} skipped, {progress.unlabeled} unlabeled")
    return items


def list_items() -> None:
    found = lists = 0
    continuation = None
    while lists < 20:
        part = review.list_items(name, maxpagesize=5, continuation=continuation)
        found, lists = found + len(part.value), lists + 1
        if part.next_link is None:
            break
        continuation = parse_qs(urlsplit(part.next_link).query)["continuation"][0]
    step("list", f"{found} items in {lists} lists")


def check(items: list[str]) -> None:
    step("approve", statuses(review.approve_items(name, etiquette.ItemsRequest(items=items[:2])).results))
    reject = etiquette.RejectRequest(items=[items[2]], comment="look again")
    step("reject", statuses(review.reject_items(name, reject).results))
    step("accept skip", statuses(review.accept_skips(name, etiquette.ItemsRequest(items=[items[4]])).results))
    before = review.get_item(name, items[3])
    coat = etiquette.LabelRequest(labels=["Coat"])
    after = review.label_item(name, items[3], before.etag, coat)
    step("relabel", f"{' '.join(after.labels)}, {after.state}")
    bag = etiquette.LabelRequest(labels=["Bag"])
    step("stale", refusal_of(lambda: review.label_item(name, items[3], before.etag, bag)))
    step("missing", refusal_of(lambda: review.get_item(name, "0" * 32)))


def change() -> None:
    etag = projects.get_project(name).etag
    described = projects.update_project(name, etag, etiquette.ProjectPatch(description="Shoes and bags"))
    step("patch", described.description or "none")
    cleared = projects.update_project(name, described.etag, etiquette.ProjectPatch(description=None))
    step(
        "patch with null",
        f"{cleared.description or 'none'}, {len(cleared.label_classes)} classes, {cleared.incremental_refresh}",
    )


def export(export_format: str) -> None:
    started = exports.start_export(name, etiquette.StartExport(format=export_format))
    status = follow(started.operation.id)
    run = exports.get_export(name, started.id)
    for file in run.files:
        content = exports.get_export_file(name, run.id, file.name)
        step("file", f"{export_format} {file.name} {file.size} {file.sha256} {hashlib.sha256(content).hexdigest()}")
    step("export", f"{export_format} {status}, {run.exported_row_count} rows in {len(run.files)} files")


def remove() -> None:
    deleting = projects.delete_project(name, projects.get_project(name).etag)
    step("delete", follow(deleting.id))
    step("gone", refusal_of(lambda: projects.get_project(name)))


set_up()
labeled = label()
list_items()
check(labeled)
change()
for one in ("Coco", "Csv", "Dataset"):
    export(one)
remove()
